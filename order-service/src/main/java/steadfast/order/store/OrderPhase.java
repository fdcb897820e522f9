package steadfast.order.store;

/** A state of the lifecycle, as stored in its row. */
enum OrderPhase {
    AWAITING_CHARGE,
    AWAITING_BUYER,
    CHARGING,
    HELD,
    ISSUING,
    WITHDRAWING,
    COMPLETED,
    FAILED,
    EXPIRED,
    REFUNDING,
    REFUNDED
}
