/** Changes what is in the stock: voids unsold cards and moves them to another SKU. */
@NullMarked
package steadfast.fulfillment.stock.change;

import org.jspecify.annotations.NullMarked;
