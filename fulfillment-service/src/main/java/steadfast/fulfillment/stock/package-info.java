/** Imports codes and shows the stock to operators. */
@NullMarked
package steadfast.fulfillment.stock;

import org.jspecify.annotations.NullMarked;
