/**
 * A consumer with dead letters, and an outbox relay, on raw kafka-clients. Knows nothing of orders:
 * it carries bytes, CloudEvents headers (binary mode) and whatever a {@link
 * steadfast.messaging.Decoder} makes of them.
 */
@NullMarked
package steadfast.messaging;

import org.jspecify.annotations.NullMarked;
