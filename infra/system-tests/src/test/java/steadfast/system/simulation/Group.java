package steadfast.system.simulation;

import steadfast.events.Topic;

/** Who listens to what. */
enum Group {
    ORDER,
    PAYMENT,
    FULFILLMENT,
    RECONCILER;

    boolean subscribes(Topic topic) {
        return switch (topic) {
            case ORDER_EVENTS -> this != ORDER;
            case PAYMENT_EVENTS, FULFILLMENT_EVENTS -> this == ORDER || this == RECONCILER;
            case PAYMENT_FINDINGS -> this == PAYMENT;
            case OPERATIONS_EVENTS -> this != RECONCILER;
            case STOCK_LEVELS -> false;
        };
    }
}
