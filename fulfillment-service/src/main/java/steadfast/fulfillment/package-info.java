/**
 * Fulfillment: card stock, issuing exactly once, revealing codes; read {@code FulfillmentFlow}
 * first.
 */
@NullMarked
package steadfast.fulfillment;

import org.jspecify.annotations.NullMarked;
