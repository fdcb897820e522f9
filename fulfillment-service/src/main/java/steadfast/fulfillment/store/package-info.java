/** The database of fulfillment: cards, stock, issuings, showings and the events they say. */
@NullMarked
package steadfast.fulfillment.store;

import org.jspecify.annotations.NullMarked;
