/** Checks the engine's needs towards Kafka before anything is consumed or sent. */
@NullMarked
package steadfast.messaging.needs;

import org.jspecify.annotations.NullMarked;
