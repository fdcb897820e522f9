package steadfast.payment.gatewaycall;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayError;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.store.DecisionResult;
import steadfast.payment.store.GatewayErrors;
import steadfast.payment.store.Payments;

/**
 * Applies a signal to a payment and continues until no gateway call is left: (1) a transaction that
 * decides and records the call to be made, (2) the call, outside any transaction, (3) a transaction
 * that decides about the answer, and may request another call.
 *
 * <p>Why a crash between any two lines is safe. The record that brought the signal is acknowledged
 * only after this returns, so after a crash it is delivered again. This is what the second delivery
 * finds:
 *
 * <ul>
 *   <li><b>Before (1) commits:</b> nothing happened; it starts again.
 *   <li><b>After (1), before the call left:</b> the payment is {@code Sent} with nothing at the
 *       gateway. {@code Sent} never charges directly, it queries first; "not found" permits a
 *       charge with the same key if there is time, otherwise a close at the gateway.
 *   <li><b>After the call left, before (3) commits:</b> the gateway may have the money and we don't
 *       know. Again {@code Sent}, and the query tells. If the first call is still in transit while
 *       the query says "not found", both charges have the same key: one capture.
 *   <li><b>After (3), before the acknowledgement:</b> the payment is settled; {@code Repeat}.
 *   <li><b>Two at once</b> (a retried record beside a redelivered one, two instances around a
 *       rebalance): each decision is valid only for the payment as it was read, so only one makes
 *       the first charge; the other finds it changed, decides again and queries. A late answer is
 *       applied to the current state: a capture is always accepted, and nothing undoes one.
 *   <li><b>Refunds</b> likewise: {@code Refunding} is committed with its number before the call,
 *       and a second delivery sends the same number again, which the gateway pays once.
 * </ul>
 *
 * <p>While the payment's gateway is sick, has no free slot, or asked us to wait, (1) changes
 * nothing if the decision needs a call: the record is parked, and the payment keeps its state.
 * Records whose answer is still open then wait in the same place, so that no outage uses up a
 * record's attempts.
 */
@ApplicationScoped
public class GatewayCallService {
    private static final Logger LOG = Logger.getLogger(GatewayCallService.class);

    /** The longest sequence: query, then charge again or close. One more for a lost race. */
    private static final int MAX_CALLS = 3;

    private final Payments payments;
    private final GatewayChannels gatewayChannels;
    private final GatewayErrors errors;
    private final ClaimedParts parts;
    private final Clock clock;

    GatewayCallService(
            Payments payments,
            GatewayChannels gatewayChannels,
            GatewayErrors errors,
            ClaimedParts parts,
            Clock clock) {
        this.payments = payments;
        this.gatewayChannels = gatewayChannels;
        this.errors = errors;
        this.parts = parts;
        this.clock = clock;
    }

    /** Applies the signal to a payment, which is created as given if it does not exist yet. */
    public Outcome open(Payment fresh, PaymentSignal signal, AttemptKind attemptKind) {
        try (CallPermit callPermit = new CallPermit(gatewayChannels, attemptKind)) {
            callPermit.reserve(fresh.gateway());
            return apply(
                    fresh.paymentId(),
                    callPermit,
                    () -> payments.open(fresh, signal, callPermit::admits));
        }
    }

    /** Applies the signal to the payment. */
    public Outcome signal(PaymentId paymentId, PaymentSignal signal, AttemptKind attemptKind) {
        try (CallPermit callPermit = new CallPermit(gatewayChannels, attemptKind)) {
            return apply(
                    paymentId,
                    callPermit,
                    () -> payments.begin(paymentId, signal, callPermit::admits));
        }
    }

    private Outcome apply(
            PaymentId paymentId, CallPermit callPermit, Supplier<DecisionResult> begin) {
        DecisionResult first = begin.get();
        if (first.heldBack() && callPermit.acquireLate()) {
            first = begin.get();
        }
        Payment payment = first.payment();
        if (payment == null || first.decision().gatewayCall() == null) {
            return OutcomeMapper.of(paymentId, first, null, null);
        }
        GatewayChannel gatewayChannel = gatewayChannels.at(payment.gateway());
        if (gatewayChannel == null) {
            return withoutGateway(payment);
        }
        return first.heldBack()
                ? new Outcome.Retry(
                        "gateway-sick", "the gateway is not called now", gatewayChannel.name())
                : callUntilDecided(first, payment, gatewayChannel);
    }

    private Outcome callUntilDecided(
            DecisionResult first, Payment payment, GatewayChannel gatewayChannel) {
        PaymentId paymentId = payment.paymentId();
        DecisionResult decisionResult = first;
        @Nullable Answered last = null;
        for (int calls = 0; calls < MAX_CALLS; calls++) {
            GatewayCall call = decisionResult.decision().gatewayCall();
            if (call == null) {
                break;
            }
            Payment asked = Objects.requireNonNull(decisionResult.payment());
            last = call(call, asked, gatewayChannel.gateway());
            storeError(asked, last);
            decisionResult = payments.answer(asked, last.signal());
        }
        return decisionResult.decision().gatewayCall() == null
                ? OutcomeMapper.of(paymentId, decisionResult, last, gatewayChannel.parkAt())
                : new Outcome.Retry(
                        "gateway-undecided", "the gateway's answers contradict each other");
    }

    /** Before the answer is decided about: after a crash, the call and its error are repeated. */
    private void storeError(Payment payment, Answered answered) {
        GatewayError error = answered.answer().error();
        if (error == null) {
            return;
        }
        errors.store(payment.paymentId(), answered.call(), error);
        LOG.infof(
                "gateway refused a call: paymentId=%s gateway=%s call=%s code=%s message=%s",
                payment.paymentId(),
                payment.gateway(),
                answered.call().getClass().getSimpleName(),
                error.code(),
                error.message());
    }

    /**
     * A payment that was never sent ends unpaid, so that the buyer can choose another method at
     * once.
     */
    private Outcome withoutGateway(Payment payment) {
        LOG.errorf(
                "payment's gateway is not configured: paymentId=%s gateway=%s method=%s",
                payment.paymentId(), payment.gateway(), payment.method());
        DecisionResult ended =
                payments.signal(payment.paymentId(), new PaymentSignal.GatewayMissing());
        return switch (ended.decision()) {
            case PaymentDecision.Move move -> Outcome.DONE;
            case PaymentDecision.Repeat repeat -> Outcome.DONE;
            case PaymentDecision.Contradiction contradiction -> notConfigured(payment);
            case PaymentDecision.Ask ask -> notConfigured(payment);
            case PaymentDecision.Republish again -> notConfigured(payment);
            case PaymentDecision.TooEarly tooEarly -> notConfigured(payment);
        };
    }

    private static Outcome notConfigured(Payment payment) {
        return new Outcome.Dead(
                "gateway-not-configured",
                "configure the gateway '%s', then replay this".formatted(payment.gateway()));
    }

    /** The answer to a call, and the signal that it becomes. */
    record Answered(GatewayCall call, GatewayAnswer answer, PaymentSignal signal) {}

    private Answered call(GatewayCall call, Payment payment, PaymentGateway gateway) {
        return switch (call) {
            case GatewayCall.Charge charge -> {
                GatewayAnswer.OfCharge answer = gateway.charge(request(payment));
                yield new Answered(
                        call, answer, new PaymentSignal.ChargeAnswered(charge.attempt(), answer));
            }
            case GatewayCall.Query query -> {
                GatewayAnswer.OfQuery answer = gateway.query(payment.paymentId());
                yield new Answered(call, answer, new PaymentSignal.QueryAnswered(answer));
            }
            case GatewayCall.Confirm confirm -> {
                GatewayAnswer.OfQuery answer =
                        parts.in(gateway.query(payment.paymentId()), confirm, payment, gateway);
                yield new Answered(
                        call, answer, new PaymentSignal.ConfirmAnswered(confirm, answer));
            }
            case GatewayCall.Cancel cancel -> {
                Instant askedAt = clock.instant();
                GatewayAnswer.OfCancel answer = gateway.cancel(request(payment));
                yield new Answered(call, answer, new PaymentSignal.CancelAnswered(answer, askedAt));
            }
            case GatewayCall.AskForOtherAmount ask -> {
                GatewayAnswer.OfQuery answer = gateway.query(payment.paymentId());
                yield new Answered(call, answer, new PaymentSignal.OtherAmountAnswered(answer));
            }
            case GatewayCall.RefundOtherAmount refund -> {
                GatewayAnswer.OfRefund answer = gateway.refund(request(payment, refund));
                yield new Answered(call, answer, new PaymentSignal.OtherRefundAnswered(answer));
            }
            case GatewayCall.Refund refund -> {
                GatewayAnswer.OfRefund answer = gateway.refund(request(payment, refund));
                yield new Answered(
                        call,
                        answer,
                        new PaymentSignal.RefundAnswered(refund.refundNumber(), answer));
            }
        };
    }

    private static ChargeRequest request(Payment payment) {
        return new ChargeRequest(
                payment.paymentId(), payment.amount(), payment.method(), payment.payBy());
    }

    /** The payment is never captured as agreed, so this is its only refund. */
    private static RefundRequest request(Payment payment, GatewayCall.RefundOtherAmount refund) {
        return new RefundRequest(
                payment.paymentId(), 1, refund.amount(), "captured another amount");
    }

    private static RefundRequest request(Payment payment, GatewayCall.Refund refund) {
        return new RefundRequest(
                payment.paymentId(), refund.refundNumber(), payment.amount(), refund.reason());
    }
}
