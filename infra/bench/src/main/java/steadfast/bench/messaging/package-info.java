/**
 * The engine beside the plain poll loop and a tuned spring-kafka, with the same records, handler,
 * failures and back-offs, each in a JVM of its own. Start at {@link
 * steadfast.bench.messaging.MessagingBench}.
 */
@NullMarked
package steadfast.bench.messaging;

import org.jspecify.annotations.NullMarked;
