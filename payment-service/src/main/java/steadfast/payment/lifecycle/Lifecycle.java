package steadfast.payment.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides what a signal means for a payment. Pure: it reads no clock, asks nobody and changes
 * nothing.
 *
 * <p>The rules, and why: a capture is believed wherever it comes from and whenever, since the
 * gateway's word about money outranks our state. A definite no closes an open payment and
 * contradicts a captured one. An ambiguous answer is never a no; a refusal speaks of its own call
 * only. "Not found" proves nothing: it permits a charge with the same key, and once it is too late
 * for one, it permits asking for a close, whose confirmation is definite. Only to a close that was
 * asked for after the deadline that the gateway enforces, and its visibility lag, it is one too.
 */
public final class Lifecycle {
    private final RequestRules requests;
    private final AnswerRules answers;
    private final RefundRules refunds = new RefundRules();
    private final ConfirmRules confirms;
    private final OtherAmountRules others;
    private final Duration chargeTimeout;
    private final Duration visibilityLag;

    /** The rules under these limits, at a gateway that moves real money. */
    public Lifecycle(Duration chargeTimeout, Duration visibilityLag) {
        this(chargeTimeout, visibilityLag, false);
    }

    /**
     * The rules under these limits.
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

    /** What the signal means for the payment at this time. */
    public Decision decide(Payment payment, Signal signal, Instant now) {
        boolean late = late(payment, now);
        return switch (signal) {
            case Signal.ChargeDue due -> requests.chargeDue(payment, due, late);
            case Signal.CancelDue due -> requests.cancelDue(payment, late);
            case Signal.RefundDue due -> refunds.refundDue(payment, due);
            case Signal.FindingHeard finding -> requests.findingHeard(payment, finding);
            case Signal.ConfirmationDue due -> confirms.confirmationDue(payment, due);
            case Signal.CheckDue due -> confirms.checkDue(payment, due);
            case Signal.RepairDue due -> requests.repairDue(payment, late);
            case Signal.Decided decided -> requests.decided(payment, decided.decision());
            case Signal.PayByPassed passed -> requests.payByPassed(payment, late);
            case Signal.GatewayMissing missing -> requests.gatewayMissing(payment);
            case Signal.ChargeAnswered answered -> answers.charge(payment, answered);
            case Signal.QueryAnswered answered -> answers.query(payment, answered.answer(), late);
            case Signal.ConfirmAnswered answered -> confirms.answered(payment, answered, late);
            case Signal.CancelAnswered answered ->
                    answers.cancel(payment, answered.answer(), gone(payment, answered));
            case Signal.RefundAnswered answered -> refunds.answered(payment, answered);
            case Signal.OtherAmountAnswered answered ->
                    others.found(payment, answered.answer(), late);
            case Signal.OtherRefundAnswered answered ->
                    OtherAmountRules.givenBack(payment, answered.answer());
        };
    }

    /**
     * Whether no charge may start any more; of what waits for its buyer, whether he is too late.
     */
    private boolean late(Payment payment, Instant now) {
        return now.isAfter(payment.payBy().minus(chargeTimeout))
                || (payment.state() instanceof PaymentState.ActionRequired waiting
                        && now.isAfter(waiting.until()));
    }

    /** Whether the gateway could take this payment no more, and would have told by then. */
    private boolean gone(Payment payment, Signal.CancelAnswered answered) {
        return answered.askedAt().isAfter(gatewaysDeadline(payment).plus(visibilityLag));
    }

    /** Of what waits for its buyer, the gateway's own word; never later than what we asked for. */
    private static Instant gatewaysDeadline(Payment payment) {
        return payment.state() instanceof PaymentState.ActionRequired waiting
                        && waiting.until().isBefore(payment.payBy())
                ? waiting.until()
                : payment.payBy();
    }

    /** What the signal means when we have no such payment (yet). */
    public static Decision decideUnknownPayment(Signal signal) {
        return switch (signal) {
            case Signal.CancelDue s -> new Decision.TooEarly("the order's charge");
            case Signal.RefundDue s -> new Decision.TooEarly("the order's charge");
            case Signal.Decided s -> new Decision.TooEarly("the order's charge");
            case Signal.ConfirmationDue s -> new Decision.TooEarly("the order's charge");
            case Signal.CheckDue s -> new Decision.TooEarly("the order's charge");
            case Signal.FindingHeard s -> new Decision.Repeat();
            case Signal.RepairDue s -> new Decision.Repeat();
            case Signal.PayByPassed s -> new Decision.Repeat();
            case Signal.GatewayMissing s -> new Decision.Repeat();
            case Signal.ChargeDue s -> new Decision.Contradiction("a charge of no payment");
            case Signal.ChargeAnswered s -> answerToNothing();
            case Signal.QueryAnswered s -> answerToNothing();
            case Signal.ConfirmAnswered s -> answerToNothing();
            case Signal.CancelAnswered s -> answerToNothing();
            case Signal.RefundAnswered s -> answerToNothing();
            case Signal.OtherAmountAnswered s -> answerToNothing();
            case Signal.OtherRefundAnswered s -> answerToNothing();
        };
    }

    private static Decision answerToNothing() {
        return new Decision.Contradiction("an answer about no payment of ours");
    }
}
