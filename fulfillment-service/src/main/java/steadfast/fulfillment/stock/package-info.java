/** What an operator does to the stock: import codes, void cards, look at the levels. */
@NullMarked
package steadfast.fulfillment.stock;

import org.jspecify.annotations.NullMarked;
