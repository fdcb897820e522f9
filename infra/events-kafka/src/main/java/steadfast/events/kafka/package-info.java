/**
 * Joins the contract to {@code infra/messaging} inside a service: subscriptions, outbox and topics
 * speak events.
 */
@NullMarked
package steadfast.events.kafka;

import org.jspecify.annotations.NullMarked;
