package steadfast.payment.lifecycle;

import java.time.Instant;
import java.util.List;
import steadfast.events.DeclineKind;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentDecision.Ask;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Move;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentState.ActionRequired;
import steadfast.payment.lifecycle.PaymentState.Cancelled;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Declined;
import steadfast.payment.lifecycle.PaymentState.Paid;
import steadfast.payment.lifecycle.PaymentState.Pending;
import steadfast.payment.lifecycle.PaymentState.Requested;
import steadfast.payment.lifecycle.PaymentState.Sent;
import steadfast.payment.lifecycle.PaymentState.Unknown;

/** The rules for the gateway's answers to charges, queries and cancels. */
final class AnswerRules {

    private final boolean playMoney;

    /**
     * @param playMoney whether the gateway moves no real money
     */
    AnswerRules(boolean playMoney) {
        this.playMoney = playMoney;
    }

    PaymentDecision charge(Payment payment, PaymentSignal.ChargeAnswered answered) {
        int attempt = answered.attempt();
        return switch (answered.answer()) {
            case GatewayAnswer.Captured a -> CaptureRules.captured(payment, a);
            case GatewayAnswer.Declined a -> noToACharge(payment, a);
            case GatewayAnswer.Cancelled a -> closed(payment, cancelled(payment));
            case GatewayAnswer.ActionRequired a -> actionRequired(payment, attempt, a);
            case GatewayAnswer.Unknown a -> doubtful(payment, attempt, a.detail());
            case GatewayAnswer.Refused a -> refused(payment, attempt);
            case GatewayAnswer.Misconfigured a -> doubtful(payment, attempt, a.cause());
        };
    }

    PaymentDecision query(Payment payment, GatewayAnswer.OfQuery answer, boolean late) {
        return switch (answer) {
            case GatewayAnswer.Captured a -> CaptureRules.captured(payment, a);
            case GatewayAnswer.Declined a -> closed(payment, declined(payment, a));
            case GatewayAnswer.Cancelled a -> closed(payment, cancelled(payment));
            case GatewayAnswer.ActionRequired a -> actionRequired(payment, 1, a);
            case GatewayAnswer.Refunded a -> RefundRules.foundRefunded(payment, a);
            case GatewayAnswer.PartlyRefunded a -> CaptureRules.partlyRefunded(payment, a);
            case GatewayAnswer.Disputed a -> CaptureRules.disputed(payment, a);
            case GatewayAnswer.NotFound a -> notFound(payment, late);
            case GatewayAnswer.Unknown a -> unanswered(payment, a.detail());
            case GatewayAnswer.Refused a -> new Repeat();
            case GatewayAnswer.Misconfigured a -> new Repeat();
        };
    }

    /**
     * Returns the decision about a cancel's result.
     *
     * @param gone whether the cancel was sent when the gateway could no longer take the payment
     */
    PaymentDecision cancel(Payment payment, GatewayAnswer.OfCancel answer, boolean gone) {
        return switch (answer) {
            case GatewayAnswer.Captured a -> CaptureRules.captured(payment, a);
            case GatewayAnswer.Declined a -> closed(payment, declined(payment, a));
            case GatewayAnswer.Cancelled a -> closed(payment, cancelled(payment));
            case GatewayAnswer.NotFound a -> gone ? absent(payment) : new Repeat();
            case GatewayAnswer.OfAny _ -> new Repeat();
        };
    }

    /** A definite decline ends an open payment, and never undoes a capture. */
    private static PaymentDecision closed(Payment payment, Move move) {
        return switch (payment.state()) {
            case Pending _ -> move;
            case Closed _ -> new Repeat();
            case Paid _ -> captureDenied();
        };
    }

    /**
     * "Not payable this way" refuses the call that requested a link. A buyer who was shown a link
     * of another call may still pay by it, so the gateway is queried about that.
     */
    private static PaymentDecision noToACharge(Payment payment, GatewayAnswer.Declined answer) {
        return answer.kind() == DeclineKind.NOT_PAYABLE_THIS_WAY
                        && payment.state() instanceof ActionRequired
                ? new Ask(new GatewayCall.Query())
                : closed(payment, declined(payment, answer));
    }

    private static PaymentDecision captureDenied() {
        return new Contradiction("captured, but the gateway now says it was never captured");
    }

    private static Move declined(Payment payment, GatewayAnswer.Declined answer) {
        return new Move(
                new Declined(answer.reason()),
                new PaymentDeclined(payment.paymentId(), answer.reason(), answer.kind()));
    }

    /** Ends the payment: the gateway has no money. */
    static Move cancelled(Payment payment) {
        return new Move(new Cancelled(), new PaymentCancelled(payment.paymentId()));
    }

    /** In a settled state, another answer came first. */
    private static PaymentDecision actionRequired(
            Payment payment, int attempt, GatewayAnswer.ActionRequired answer) {
        return switch (payment.state()) {
            case Requested s -> waiting(payment, Math.max(attempt, s.refusedCalls()), answer);
            case Sent s -> waiting(payment, s.attempt(), answer);
            case Unknown s -> waiting(payment, s.attempt(), answer);
            case ActionRequired s -> {
                boolean same =
                        s.action().equals(answer.action()) && s.until().equals(answer.until());
                yield same ? new Repeat() : waitingAnew(payment, s, answer);
            }
            case Closed _, Paid _ -> new Repeat();
        };
    }

    /** The buyer may still have the earlier action: the payment ends with the later of the two. */
    private static PaymentDecision waitingAnew(
            Payment payment, ActionRequired before, GatewayAnswer.ActionRequired answer) {
        Instant until = before.until().isAfter(answer.until()) ? before.until() : answer.until();
        return waiting(
                payment,
                before.attempt(),
                new GatewayAnswer.ActionRequired(answer.action(), until));
    }

    private static PaymentDecision waiting(
            Payment payment, int attempt, GatewayAnswer.ActionRequired answer) {
        return new Move(
                new ActionRequired(attempt, answer.action(), answer.until()),
                new PaymentActionRequired(payment.paymentId(), answer.action(), answer.until()));
    }

    /** A charge with an unknown outcome is announced once; then only a definite answer ends it. */
    private static PaymentDecision doubtful(Payment payment, int attempt, String cause) {
        return switch (payment.state()) {
            case Requested _ -> unresolved(payment, attempt, cause);
            case Sent s -> unresolved(payment, s.attempt(), cause);
            case Unknown _, ActionRequired _, Closed _, Paid _ -> new Repeat();
        };
    }

    /** The charge's own answer was lost, and the query gave none: the outcome is unknown. */
    private static PaymentDecision unanswered(Payment payment, String cause) {
        return switch (payment.state()) {
            case Sent s -> unresolved(payment, s.attempt(), cause);
            case Requested _, Unknown _, ActionRequired _, Closed _, Paid _ -> new Repeat();
        };
    }

    /** Announces that the outcome is unknown. */
    static PaymentDecision unresolved(Payment payment, int attempt, String cause) {
        return new Move(
                new Unknown(attempt, cause),
                new PaymentUnresolved(payment.paymentId(), attempt, cause));
    }

    /** A refusal only settles its own call; the doubt about another call remains. */
    private static PaymentDecision refused(Payment payment, int attempt) {
        return switch (payment.state()) {
            case Sent s -> s.attempt() == attempt ? new Move(new Requested(attempt)) : new Repeat();
            case Requested _, Unknown _, ActionRequired _, Closed _, Paid _ -> new Repeat();
        };
    }

    /**
     * Absence proves nothing: charge again with the same key while there is time, otherwise request
     * a confirmed close.
     */
    private PaymentDecision notFound(Payment payment, boolean late) {
        return switch (payment.state()) {
            case Requested _ -> late ? cancelled(payment) : new Repeat();
            case Sent s ->
                    late
                            ? new Ask(new GatewayCall.Cancel())
                            : chargeAgain(payment, s.attempt() + 1);
            case Unknown s ->
                    late
                            ? new Ask(new GatewayCall.Cancel())
                            : chargeAgain(payment, s.attempt() + 1);
            case ActionRequired _ -> late ? new Ask(new GatewayCall.Cancel()) : new Repeat();
            case Closed _, Paid _ -> new Repeat();
        };
    }

    /**
     * A payment that did not reach the gateway in time never will; this says nothing about one that
     * did.
     */
    private static PaymentDecision absent(Payment payment) {
        return switch (payment.state()) {
            case Pending _ -> cancelled(payment);
            case Closed _, Paid _ -> new Repeat();
        };
    }

    private PaymentDecision chargeAgain(Payment payment, int attempt) {
        return new Move(
                new Unknown(attempt, "the gateway had no such payment; charged again"),
                List.of(payment.started(attempt, playMoney)),
                new GatewayCall.Charge(attempt));
    }
}
