/** Keeps payments in PostgreSQL and says their events in the same transaction. */
@NullMarked
package steadfast.payment.store;

import org.jspecify.annotations.NullMarked;
