/** What the engine needs of Kafka, checked before anything is consumed or sent. */
@NullMarked
package steadfast.messaging.needs;

import org.jspecify.annotations.NullMarked;
