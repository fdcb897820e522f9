package steadfast.payment.lifecycle;

import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentDecision.Ask;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentDecision.TooEarly;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Paid;
import steadfast.payment.lifecycle.PaymentState.Pending;

/**
 * The rules for a capture of another amount than agreed, which never counts as paid. A person
 * decides to refund it; the gateway is queried right before for the amount.
 */
final class OtherAmountRules {
    private final AnswerRules answers;

    OtherAmountRules(AnswerRules answers) {
        this.answers = answers;
    }

    /**
     * A payment known as captured has the agreed amount; its refund must be requested by the order.
     */
    static PaymentDecision refundDue(Payment payment) {
        return switch (payment.state()) {
            case Pending _, Closed _ -> isThereAny();
            case Paid _ -> new Repeat();
        };
    }

    private static Ask isThereAny() {
        return new Ask(new GatewayCall.AskForOtherAmount());
    }

    /** A repeated refund has the same key, so the gateway pays it once. */
    PaymentDecision found(Payment payment, GatewayAnswer.OfQuery answer, boolean late) {
        return switch (answer) {
            case GatewayAnswer.Captured a when isAnother(payment, a.amount()) ->
                    refundOf(payment, a.amount());
            case GatewayAnswer.Captured a -> answers.query(payment, answer, late);
            // "Not found" may lag: the gateway's answer proved the person's decision.
            case GatewayAnswer.NotFound a -> new TooEarly("the payment to show at the gateway");
            case GatewayAnswer.Declined a -> answers.query(payment, answer, late);
            case GatewayAnswer.Cancelled a -> answers.query(payment, answer, late);
            case GatewayAnswer.ActionRequired a -> answers.query(payment, answer, late);
            case GatewayAnswer.Refunded a -> answers.query(payment, answer, late);
            // A part is already refunded, and it is unknown how much of the rest is the other
            // amount.
            case GatewayAnswer.PartlyRefunded a -> answers.query(payment, answer, late);
            case GatewayAnswer.Disputed a -> answers.query(payment, answer, late);
            case GatewayAnswer.OfAny _ -> new Repeat();
        };
    }

    /** For a known capture there is no separate amount to refund. */
    private static PaymentDecision refundOf(Payment payment, Money found) {
        Ask refund = new Ask(new GatewayCall.RefundOtherAmount(found));
        return switch (payment.state()) {
            case Pending _, Closed _ -> refund;
            case Paid _ -> besideACapture(found);
        };
    }

    private static Contradiction besideACapture(Money found) {
        return new Contradiction("the gateway captured " + found);
    }

    static PaymentDecision givenBack(Payment payment, GatewayAnswer.OfRefund answer) {
        return switch (answer) {
            case GatewayAnswer.Refunded a -> wentBack(payment, a.amount());
            case GatewayAnswer.RefundRefused a ->
                    new Contradiction(
                            "the gateway keeps another amount than agreed: " + a.reason());
            case GatewayAnswer.NotFound a -> new Repeat();
            case GatewayAnswer.OfAny _ -> new Repeat();
        };
    }

    private static boolean isAnother(Payment payment, Money amount) {
        return !amount.equals(payment.amount());
    }

    /** All of it was refunded, so the payment ends, or has ended, unpaid. */
    static PaymentDecision wentBack(Payment payment, Money refunded) {
        return switch (payment.state()) {
            case Pending _ -> AnswerRules.cancelled(payment);
            case Closed _ -> new Repeat();
            case Paid _ -> ofAnotherCapture(refunded);
        };
    }

    private static Contradiction ofAnotherCapture(Money refunded) {
        return new Contradiction("the gateway refunded " + refunded);
    }
}
