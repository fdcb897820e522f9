package steadfast.payment.lifecycle;

import java.util.List;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.payment.lifecycle.PaymentDecision.Ask;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Move;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentDecision.Republish;
import steadfast.payment.lifecycle.PaymentDecision.TooEarly;
import steadfast.payment.lifecycle.PaymentState.ActionRequired;
import steadfast.payment.lifecycle.PaymentState.Cancelled;
import steadfast.payment.lifecycle.PaymentState.Captured;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Declined;
import steadfast.payment.lifecycle.PaymentState.Paid;
import steadfast.payment.lifecycle.PaymentState.Refunded;
import steadfast.payment.lifecycle.PaymentState.Requested;
import steadfast.payment.lifecycle.PaymentState.Sent;
import steadfast.payment.lifecycle.PaymentState.Unknown;

/** The rules for requests, claims and decisions about a payment. */
final class RequestRules {

    private final boolean playMoney;

    /**
     * @param playMoney whether the gateway moves no real money
     */
    RequestRules(boolean playMoney) {
        this.playMoney = playMoney;
    }

    /** A charge that may have been sent before is queried, never simply repeated. */
    PaymentDecision chargeDue(Payment payment, PaymentSignal.ChargeDue due, boolean late) {
        if (!due.amount().equals(payment.amount()) || !due.method().equals(payment.method())) {
            return new Contradiction("the same round with other terms");
        }
        return switch (payment.state()) {
            case Requested s -> late ? neverSent(payment) : firstOpenCall(payment, s);
            case Sent _, Unknown _ -> new Ask(new GatewayCall.Query());
            case ActionRequired _ -> late ? new Ask(new GatewayCall.Query()) : new Repeat();
            case Closed _, Paid _ -> new Repeat();
        };
    }

    /**
     * Even a payment that was never sent is closed at the gateway: its tombstone there survives a
     * loss of our database.
     */
    PaymentDecision cancelDue(Payment payment, boolean late) {
        return switch (payment.state()) {
            case Requested _ -> late ? neverSent(payment) : new Ask(new GatewayCall.Cancel());
            case Sent _, Unknown _, ActionRequired _ -> new Ask(new GatewayCall.Cancel());
            case Closed _, Paid _ -> new Repeat();
        };
    }

    /**
     * A finding is only a hint, whatever its source: only the gateway's own answer changes the
     * payment.
     */
    PaymentDecision findingReceived(Payment payment, PaymentSignal.FindingReceived finding) {
        if (!finding.gateway().equals(payment.gateway())) {
            return new Contradiction(
                    "a finding of gateway '%s' about a payment at '%s'"
                            .formatted(finding.gateway(), payment.gateway()));
        }
        boolean otherAmount =
                finding.amount() != null && !payment.amount().equals(finding.amount());
        if (!otherAmount && isKnown(payment.state(), finding.verdict())) {
            return meansMissedEvent(finding.source()) ? new Republish() : new Repeat();
        }
        return isOutdated(payment, finding)
                ? new Republish()
                : new Ask(question(payment.state(), finding));
    }

    /** A poll that lags behind the refund: its sender may have missed our events. */
    private static boolean isOutdated(Payment payment, PaymentSignal.FindingReceived finding) {
        return finding.source() == GatewayFinding.Source.QUERY
                && finding.verdict() == GatewayFinding.Verdict.CAPTURED
                && payment.amount().equals(finding.amount())
                && payment.state() instanceof Paid;
    }

    /**
     * An answer may lag behind changes made at the gateway without us; then the gateway is asked
     * again. Only a known refund can have failed later: an answer from before the refund would look
     * the same.
     */
    private static GatewayCall question(PaymentState state, PaymentSignal.FindingReceived finding) {
        return switch (finding.verdict()) {
            case REFUNDED, PARTLY_REFUNDED, DISPUTED -> claim(finding);
            case REFUND_FAILED ->
                    state instanceof Refunded ? claim(finding) : new GatewayCall.Query();
            case CAPTURED, DECLINED, ACTION_REQUIRED, CANCELLED, NOT_FOUND, UNKNOWN ->
                    new GatewayCall.Query();
        };
    }

    private static GatewayCall claim(PaymentSignal.FindingReceived finding) {
        return new GatewayCall.Confirm(finding.verdict(), finding.amount(), finding.observedAt());
    }

    /** The reconciler polls when one of our events is missing; a gateway calls in any case. */
    private static boolean meansMissedEvent(GatewayFinding.Source source) {
        return switch (source) {
            case QUERY -> true;
            case CALLBACK -> false;
        };
    }

    private static boolean isKnown(PaymentState state, GatewayFinding.Verdict verdict) {
        return switch (verdict) {
            case CAPTURED -> state instanceof Captured;
            case DECLINED -> state instanceof Declined;
            case CANCELLED -> state instanceof Cancelled;
            case REFUNDED -> state instanceof Refunded;
            case ACTION_REQUIRED -> state instanceof ActionRequired;
            // There may be another dispute, and more may have been refunded by now.
            case PARTLY_REFUNDED -> false;
            case DISPUTED -> false;
            case REFUND_FAILED -> false;
            case NOT_FOUND -> false;
            case UNKNOWN -> false;
        };
    }

    PaymentDecision repairDue(Payment payment, boolean late) {
        return switch (payment.state()) {
            case Requested _ -> late ? neverSent(payment) : new Republish();
            case Sent _, Unknown _, ActionRequired _, Closed _, Paid _ -> new Republish();
        };
    }

    PaymentDecision payByPassed(Payment payment, boolean late) {
        return switch (payment.state()) {
            case Requested _ -> late ? neverSent(payment) : new TooEarly("the deadline");
            case Sent _, Unknown _, ActionRequired _, Closed _, Paid _ -> new Repeat();
        };
    }

    /**
     * A payment that was never sent can be closed here alone; one that was sent must be closed by
     * its gateway.
     */
    PaymentDecision gatewayMissing(Payment payment) {
        return switch (payment.state()) {
            case Requested _ -> neverSent(payment);
            case Sent _, Unknown _, ActionRequired _, Closed _, Paid _ ->
                    onlyItsGatewayKnows(payment);
        };
    }

    private static Contradiction onlyItsGatewayKnows(Payment payment) {
        return new Contradiction("only the gateway '" + payment.gateway() + "' knows");
    }

    PaymentDecision decided(Payment payment, OperationsEvent.Decision decision) {
        return switch (decision) {
            case CLOSE -> closed(payment);
            // The order turns these into requests of its own: PaymentCheckRequested,
            // RefundRequested, OrderRetryRequested.
            case CONFIRM_PAID -> new Repeat();
            case REFUND -> new Repeat();
            case REFUND_CAPTURED -> OtherAmountRules.refundDue(payment);
            case RETRY -> new Repeat();
        };
    }

    /**
     * The person's decision ends a payment that was never sent. A payment that may have been
     * captured is closed only by the gateway: if it were closed here and the gateway's answer got
     * lost, nobody would ask again, and captured money would belong to no order.
     */
    private static PaymentDecision closed(Payment payment) {
        return switch (payment.state()) {
            case Requested _ -> neverSent(payment);
            case Sent _, Unknown _, ActionRequired _ -> new Ask(new GatewayCall.Cancel());
            case Closed _, Paid _ -> new Repeat();
        };
    }

    private PaymentDecision firstOpenCall(Payment payment, Requested requested) {
        int attempt = requested.refusedCalls() + 1;
        return new Move(
                new Sent(attempt),
                List.of(payment.started(attempt, playMoney)),
                new GatewayCall.Charge(attempt));
    }

    private static PaymentDecision neverSent(Payment payment) {
        return new Move(new Cancelled(), new PaymentCancelled(payment.paymentId()));
    }
}
