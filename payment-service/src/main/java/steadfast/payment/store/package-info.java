/** Stores payments in PostgreSQL and publishes their events in the same transaction. */
@NullMarked
package steadfast.payment.store;

import org.jspecify.annotations.NullMarked;
