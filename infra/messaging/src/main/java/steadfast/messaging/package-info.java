/**
 * A consumer with dead letters, and an outbox relay, on raw kafka-clients. Independent of orders:
 * it carries bytes, CloudEvents headers (binary mode) and the objects that a {@link
 * steadfast.messaging.Decoder} creates from them.
 */
@NullMarked
package steadfast.messaging;

import org.jspecify.annotations.NullMarked;
