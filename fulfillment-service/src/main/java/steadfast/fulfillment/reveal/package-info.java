/** Shows an order's codes to the buyer who holds its view token, and records each reveal. */
@NullMarked
package steadfast.fulfillment.reveal;

import org.jspecify.annotations.NullMarked;
