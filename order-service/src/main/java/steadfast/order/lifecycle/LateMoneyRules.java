package steadfast.order.lifecycle;

import steadfast.events.OrderEvent.OrderHeld;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;

/**
 * The rules for a capture that is found after the buyer was told that the order failed or expired.
 */
final class LateMoneyRules {

    private final LateMoneyPolicy policy;

    LateMoneyRules(LateMoneyPolicy policy) {
        this.policy = policy;
    }

    OrderDecision captured(Ended state, Capture capture) {
        return state.round().issueWhenPaid() && capture.paymentId().equals(state.payment())
                ? new IfStock(PaymentRules.paid(state, capture), held(state, capture))
                : byPolicy(state, capture);
    }

    private OrderDecision byPolicy(Ended state, Capture capture) {
        LatePaymentPolicy wanted = policy.of(state.terms().storefront());
        Capture late = capture.after(wanted);
        return switch (wanted) {
            case REFUND -> back(state, late);
            case ISSUE_IF_STOCK -> new IfStock(PaymentRules.paid(state, late), back(state, late));
            case REVIEW -> held(state, late);
        };
    }

    private static Move held(Ended state, Capture capture) {
        return Move.to(
                new Held(state.terms(), state.round(), capture),
                new OrderHeld(state.terms().orderId(), capture.paymentId()));
    }

    private static Move back(Ended state, Capture late) {
        return OrderRefundRules.askBack(state, late, RefundCause.CAPTURED_TOO_LATE);
    }
}
