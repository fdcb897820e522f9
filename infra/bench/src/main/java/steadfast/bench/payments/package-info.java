/**
 * {@code infra/run bench payments}: payment-service itself, the built jar in a process of its own,
 * between a real Kafka and PostgreSQL and a gateway that answers after some 50 ms.
 */
@NullMarked
package steadfast.bench.payments;

import org.jspecify.annotations.NullMarked;
