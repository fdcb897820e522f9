/**
 * Sends and receives the events of the contract through Kafka: what a service needs besides {@code
 * infra/events} (what is said) and {@code infra/messaging} (how a record travels).
 *
 * <p>{@link EventOutbox} publishes an event in the caller's database transaction, {@link
 * EventSubscriptions} makes a subscription whose handler receives events, and {@link EventTopics}
 * has the contract's topics created.
 */
@NullMarked
package steadfast.events.kafka;

import org.jspecify.annotations.NullMarked;
