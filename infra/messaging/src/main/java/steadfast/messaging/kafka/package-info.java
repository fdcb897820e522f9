/**
 * Kafka's clients as the engine uses them: connections, sends, topics and the headers of records.
 */
@NullMarked
package steadfast.messaging.kafka;

import org.jspecify.annotations.NullMarked;
