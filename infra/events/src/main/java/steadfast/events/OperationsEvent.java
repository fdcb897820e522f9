package steadfast.events;

import java.util.UUID;

/** An event that reconciler-service publishes on {@link Topic#OPERATIONS_EVENTS}. */
public sealed interface OperationsEvent extends Event {

    OrderId orderId();

    @Override
    default String key() {
        return orderId().toString();
    }

    /** The service that owns a part of an order. */
    enum Owner {
        ORDER,
        PAYMENT,
        FULFILLMENT
    }

    /**
     * An expected event is missing: its owner publishes its last events of this order again, with
     * the same event IDs.
     *
     * @param missing the expected events, for people
     */
    record RepairRequested(OrderId orderId, Owner owner, String missing)
            implements OperationsEvent {}

    /**
     * A person needs to know which cards an order got and how often they were shown; answered by
     * {@code DeliveryEvidence}.
     */
    record EvidenceRequested(OrderId orderId, PaymentId paymentId) implements OperationsEvent {}

    /**
     * A person's audited decision of a review case; it is valid only while the order is as the
     * person saw it.
     *
     * @param expectedStatus the order's status when it was decided, as the storefront's API names
     *     it
     * @param expectedRound the payment round when it was decided
     */
    record ReviewDecided(
            UUID decisionId,
            OrderId orderId,
            PaymentId paymentId,
            Decision decision,
            String decidedBy,
            String expectedStatus,
            int expectedRound)
            implements OperationsEvent {}

    /** The possible decisions. */
    enum Decision {
        CONFIRM_PAID,
        REFUND,
        /** Refunds what the gateway captured instead of the agreed amount. */
        REFUND_CAPTURED,
        RETRY,
        CLOSE
    }
}
