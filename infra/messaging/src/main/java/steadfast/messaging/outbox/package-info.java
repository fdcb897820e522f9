/** The outbox in the database, and the relay that sends its rows in their order. */
@NullMarked
package steadfast.messaging.outbox;

import org.jspecify.annotations.NullMarked;
