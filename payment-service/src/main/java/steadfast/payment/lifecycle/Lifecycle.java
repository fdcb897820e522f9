package steadfast.payment.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides what a signal means for a payment. Pure: it reads no clock, makes no call and changes
 * nothing.
 *
 * <p>The rules, and why: a capture is accepted from any source at any time, since the gateway's
 * statement about money outranks our state. A definite decline closes an open payment and
 * contradicts a captured one. An ambiguous answer is never a decline; a refusal concerns only its
 * own call. "Not found" proves nothing: it permits a charge with the same key, and once it is too
 * late for one, it permits a close request, whose confirmation is definite. Only as the answer to a
 * close that was requested after the gateway's deadline and its visibility lag, "not found" counts
 * as a close too.
 */
public final class Lifecycle {
    private final RequestRules requests;
    private final AnswerRules answers;
    private final RefundRules refunds = new RefundRules();
    private final ConfirmRules confirms;
    private final OtherAmountRules others;
    private final Duration chargeTimeout;
    private final Duration visibilityLag;

    /** Creates the rules with these limits, for a gateway that moves real money. */
    public Lifecycle(Duration chargeTimeout, Duration visibilityLag) {
        this(chargeTimeout, visibilityLag, false);
    }

    /**
     * Creates the rules with these limits.
     *
     * @param chargeTimeout the longest that a charge call takes: none starts later than this before
     *     {@code payBy}
     * @param visibilityLag how long after {@code payBy} the gateway may still miss a payment
     * @param playMoney whether the gateway moves no real money
     */
    public Lifecycle(Duration chargeTimeout, Duration visibilityLag, boolean playMoney) {
        this.requests = new RequestRules(playMoney);
        this.answers = new AnswerRules(playMoney);
        this.confirms = new ConfirmRules(answers);
        this.others = new OtherAmountRules(answers);
        this.chargeTimeout = chargeTimeout;
        this.visibilityLag = visibilityLag;
    }

    /** Returns what the signal means for the payment at this time. */
    public PaymentDecision decide(Payment payment, PaymentSignal signal, Instant now) {
        boolean late = late(payment, now);
        return switch (signal) {
            case PaymentSignal.ChargeDue due -> requests.chargeDue(payment, due, late);
            case PaymentSignal.CancelDue due -> requests.cancelDue(payment, late);
            case PaymentSignal.RefundDue due -> refunds.refundDue(payment, due);
            case PaymentSignal.FindingReceived finding ->
                    requests.findingReceived(payment, finding);
            case PaymentSignal.ConfirmationDue due -> confirms.confirmationDue(payment, due);
            case PaymentSignal.CheckDue due -> confirms.checkDue(payment, due);
            case PaymentSignal.RepairDue due -> requests.repairDue(payment, late);
            case PaymentSignal.Decided decided -> requests.decided(payment, decided.decision());
            case PaymentSignal.PayByPassed passed -> requests.payByPassed(payment, late);
            case PaymentSignal.GatewayMissing missing -> requests.gatewayMissing(payment);
            case PaymentSignal.ChargeAnswered answered -> answers.charge(payment, answered);
            case PaymentSignal.QueryAnswered answered ->
                    answers.query(payment, answered.answer(), late);
            case PaymentSignal.ConfirmAnswered answered ->
                    confirms.answered(payment, answered, late);
            case PaymentSignal.CancelAnswered answered ->
                    answers.cancel(payment, answered.answer(), gone(payment, answered));
            case PaymentSignal.RefundAnswered answered -> refunds.answered(payment, answered);
            case PaymentSignal.OtherAmountAnswered answered ->
                    others.found(payment, answered.answer(), late);
            case PaymentSignal.OtherRefundAnswered answered ->
                    OtherAmountRules.givenBack(payment, answered.answer());
        };
    }

    /**
     * Returns true once it is too late to start a charge or, for a pending buyer action, to
     * complete it.
     */
    private boolean late(Payment payment, Instant now) {
        return now.isAfter(payment.payBy().minus(chargeTimeout))
                || (payment.state() instanceof PaymentState.ActionRequired waiting
                        && now.isAfter(waiting.until()));
    }

    /**
     * Returns whether the gateway can no longer take this payment, and a capture would be visible
     * by now.
     */
    private boolean gone(Payment payment, PaymentSignal.CancelAnswered answered) {
        return answered.askedAt().isAfter(gatewaysDeadline(payment).plus(visibilityLag));
    }

    /**
     * For a pending buyer action, the gateway's own deadline, but never later than the one we
     * requested.
     */
    private static Instant gatewaysDeadline(Payment payment) {
        return payment.state() instanceof PaymentState.ActionRequired waiting
                        && waiting.until().isBefore(payment.payBy())
                ? waiting.until()
                : payment.payBy();
    }

    /** Returns what the signal means for a payment that does not exist (yet). */
    public static PaymentDecision decideUnknownPayment(PaymentSignal signal) {
        return switch (signal) {
            case PaymentSignal.CancelDue s -> new PaymentDecision.TooEarly("the order's charge");
            case PaymentSignal.RefundDue s -> new PaymentDecision.TooEarly("the order's charge");
            case PaymentSignal.Decided s -> new PaymentDecision.TooEarly("the order's charge");
            case PaymentSignal.ConfirmationDue s ->
                    new PaymentDecision.TooEarly("the order's charge");
            case PaymentSignal.CheckDue s -> new PaymentDecision.TooEarly("the order's charge");
            case PaymentSignal.FindingReceived s -> new PaymentDecision.Repeat();
            case PaymentSignal.RepairDue s -> new PaymentDecision.Repeat();
            case PaymentSignal.PayByPassed s -> new PaymentDecision.Repeat();
            case PaymentSignal.GatewayMissing s -> new PaymentDecision.Repeat();
            case PaymentSignal.ChargeDue s ->
                    new PaymentDecision.Contradiction("a charge for an unknown payment");
            case PaymentSignal.ChargeAnswered s -> answerToNothing();
            case PaymentSignal.QueryAnswered s -> answerToNothing();
            case PaymentSignal.ConfirmAnswered s -> answerToNothing();
            case PaymentSignal.CancelAnswered s -> answerToNothing();
            case PaymentSignal.RefundAnswered s -> answerToNothing();
            case PaymentSignal.OtherAmountAnswered s -> answerToNothing();
            case PaymentSignal.OtherRefundAnswered s -> answerToNothing();
        };
    }

    private static PaymentDecision answerToNothing() {
        return new PaymentDecision.Contradiction("an answer about an unknown payment");
    }
}
