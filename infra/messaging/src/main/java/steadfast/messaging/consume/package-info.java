/** The consumer: polls, hands records to workers, and commits what is complete. */
@NullMarked
package steadfast.messaging.consume;

import org.jspecify.annotations.NullMarked;
