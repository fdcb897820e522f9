package steadfast.system.simulation;

/** What walks must have come past, beside every step, fate and state. */
enum Situation {
    /** The circuit was open before the payment's first charge. */
    PARKED_BEFORE_ITS_CHARGE,
    PARKED_BEFORE_ANOTHER_CALL,
    PARKED_WHILE_HALF_OPEN,
    /** A probe was left, but no retry in the budget. */
    PARKED_WITHOUT_RETRY_BUDGET,
    PARKED_UNTIL_AN_ANSWER,
    /** The circuit opened after the exchange had begun. */
    CALL_MET_AN_OPEN_CIRCUIT,
    FIRST_CALL_WAS_A_PROBE,
    RETRIED_CALL_WAS_A_PROBE,
    PROBES_CLOSED_THE_CIRCUIT,
    PROBE_OPENED_THE_CIRCUIT,
    /** {@code payBy} passed while the circuit kept the payment from its first charge. */
    SHUT_OUT_UNTIL_PAY_BY,
    /** The routing changed, and a payment of before called its gateway. */
    CALLED_AGAINST_THE_ROUTING,

    /** A query missed the payment itself. */
    LAGGED_TO_NOTHING,
    /** A query missed what had become of the payment. */
    LAGGED_TO_BEFORE,

    QR_PAID_IN_TIME,
    QR_PAID_TOO_LATE,
    QR_NEVER_PAID,

    /** Before the answer that says the same. */
    CALLBACK_EARLY,
    CALLBACK_LATE,
    CALLBACK_NEVER,
    CALLBACK_TWICE,
    CALLBACK_OUT_OF_ORDER,
    CALLBACK_CONTRADICTORY,
    CALLBACK_OF_AN_UNKNOWN_PAYMENT,
    /** The payment showed it already. */
    CALLBACK_OF_WHAT_IS_KNOWN,
    CALLBACK_WITH_A_BAD_SIGNATURE,
    CALLBACK_OF_ANOTHER_AMOUNT,
    CALLBACK_OF_ANOTHER_GATEWAY,
    /** It repeated a claim that was published before, and the payment did not show it yet. */
    CALLBACK_PASSED_ON_AGAIN,
    CALLBACK_WITH_A_USED_EVENT_ID,
    CLAIMED_CAPTURED,
    CLAIMED_DECLINED,
    CLAIMED_ACTION_REQUIRED,
    CLAIMED_CANCELLED,
    CLAIMED_REFUNDED,
    CLAIMED_PARTLY_REFUNDED,
    CLAIMED_DISPUTED,
    CLAIMED_REFUND_FAILED,
    /** The reconciler was away, and only the callback had reported it. */
    LEARNT_WITHOUT_POLLS,

    ANOTHER_WAY_WAS_ASKED_FOR,
    /** The running round was closed, and the next one started at once. */
    ANOTHER_WAY_WAS_STARTED,
    /** The running round was captured first. */
    ANOTHER_WAY_WAS_OVERTAKEN,
    /** The buyer wanted out after all, or back to the intent of before. */
    ANOTHER_WAY_WAS_GIVEN_UP,

    LATE_MONEY_WENT_BACK,
    LATE_MONEY_WAS_ISSUED,
    LATE_MONEY_FOUND_NO_STOCK,
    LATE_MONEY_WAS_HELD,
    /** At rest, and a case names the money that a person is to decide about. */
    LATE_MONEY_IN_REVIEW,

    REFUNDED_BY_HAND,
    PARTLY_REFUNDED_BY_HAND,
    DISPUTED_AT_THE_BANK,
    REFUND_FAILED_LATER,
    /** The money went back by hand before the cards were out, and none ever came. */
    CARDS_WITHHELD_FROM_A_REFUND,
    CARDS_WITHHELD_FROM_A_DISPUTE,
    /** At rest, and a case names what somebody did with the money; or somebody accepted it. */
    REFUND_AFTER_DELIVERY_IN_REVIEW,
    PART_REFUND_IN_REVIEW,
    DISPUTE_IN_REVIEW,
    FAILED_REFUND_IN_REVIEW,
    /** Nobody told the shop. */
    MOVED_AND_NEVER_TOLD,
    ACCEPTED_BY_A_PERSON,
    /** The gateway still had the money, and the cards went out. */
    ISSUED_AFTER_A_CONFIRMATION,
    /** The case of delivered cards has its evidence. */
    EVIDENCE_CAME
}
