package steadfast.order.lifecycle;

import steadfast.events.PaymentId;

/** The relation of a signal's payment to an order. */
enum RoundRelation {
    /** It is the payment that counts. */
    THIS_ROUND,
    /** It is another round that this order has started. */
    ANOTHER_ROUND,
    /** This order has not started that round yet. */
    NOT_STARTED,
    ANOTHER_ORDER;

    static RoundRelation of(PaymentId payment, OrderState state) {
        if (!payment.orderId().equals(state.terms().orderId())) {
            return ANOTHER_ORDER;
        }
        if (payment.round() > state.round().number()) {
            return NOT_STARTED;
        }
        return payment.equals(state.payment()) ? THIS_ROUND : ANOTHER_ROUND;
    }
}
