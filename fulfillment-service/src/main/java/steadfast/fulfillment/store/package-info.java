/** The database of fulfillment-service: cards, stock, issued orders, reveals, and their events. */
@NullMarked
package steadfast.fulfillment.store;

import org.jspecify.annotations.NullMarked;
