package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RefundRequest;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;

/**
 * The network to one gateway, and payment-service's circuit before it: every call meets a {@link
 * Fate}, and only the ledger is true.
 */
final class ModelGateway {
    private final String name;
    private final GatewayLedgerModel model;
    private final ModelCircuit circuit;
    private final PlantedBug bug;
    private final Coverage coverage;
    private final List<Late> late = new ArrayList<>();
    private final Set<PaymentId> lagged = new HashSet<>();
    private boolean away;
    private int refundCalls;

    /** A request whose caller has given up. */
    private record Late(GatewayCall call, Payment payment, String key) {}

    ModelGateway(
            String name,
            GatewayLedgerModel model,
            ModelCircuit circuit,
            PlantedBug bug,
            Coverage coverage) {
        this.name = name;
        this.model = model;
        this.circuit = circuit;
        this.bug = bug;
        this.coverage = coverage;
    }

    String name() {
        return name;
    }

    ModelCircuit circuit() {
        return circuit;
    }

    /** From now on every call is lost. */
    void goAway() {
        away = true;
    }

    /** From now on calls arrive; what is on its way arrives now. */
    void heal(Random random) {
        away = false;
        circuit.closes();
        while (hasLate()) {
            landAny(random);
        }
    }

    /** A call of payment-service: not made while the circuit is open. */
    GatewayAnswer guarded(
            GatewayCall call, Payment payment, int attempt, Fate drawn, Random random) {
        if (circuit.state() == ModelCircuit.State.OPEN) {
            coverage.record(Situation.CALL_MET_AN_OPEN_CIRCUIT);
            return new Refused(Refused.Cause.CIRCUIT_OPEN, "circuit open");
        }
        GatewayAnswer answer = call(call, payment, attempt, drawn, random);
        circuit.answered(answer);
        return answer;
    }

    /** Carries out a call about this payment; {@code attempt} is the last one that was charged. */
    GatewayAnswer call(GatewayCall call, Payment payment, int attempt, Fate drawn, Random random) {
        String key = name + " " + bug.key(payment.paymentId(), attempt);
        Fate fate = away ? Fate.LOST : possible(drawn, call, key);
        coverage.count(call, fate);
        return switch (fate) {
            case ANSWERED -> carryOut(call, payment, key, random);
            case LOST -> new Unknown(Unknown.Cause.TIMEOUT, "timeout");
            case ANSWER_LOST -> {
                var _ = carryOut(call, payment, key, random);
                yield new Unknown(Unknown.Cause.TIMEOUT, "timeout");
            }
            case LANDS_LATE -> {
                late.add(new Late(call, payment, key));
                yield new Unknown(Unknown.Cause.TIMEOUT, "timeout");
            }
            case REFUSED -> new Refused(Refused.Cause.RATE_LIMITED, "429");
            case LAGGED -> {
                lagged.add(payment.paymentId());
                yield model.laggingQuery(key);
            }
        };
    }

    /** A query has no effect that could come late, and only a query lags. */
    private Fate possible(Fate drawn, GatewayCall call, String key) {
        boolean query = call instanceof GatewayCall.Query || call instanceof GatewayCall.Confirm;
        boolean lags = query && !isAboutAFailedRefund(call) && model.mayLag(key);
        if (drawn == Fate.LAGGED && !lags) {
            return Fate.ANSWERED;
        }
        return drawn == Fate.LANDS_LATE && query ? Fate.LOST : drawn;
    }

    /** It took the banks days to say so, and the gateway has long shown the refund itself. */
    private static boolean isAboutAFailedRefund(GatewayCall call) {
        return call instanceof GatewayCall.Confirm confirm
                && confirm.claimed() == Verdict.REFUND_FAILED;
    }

    private GatewayAnswer carryOut(GatewayCall call, Payment payment, String key, Random random) {
        return switch (call) {
            case GatewayCall.Charge charge -> model.charge(name, key, payment, random);
            case GatewayCall.Query query -> model.query(key);
            case GatewayCall.Confirm confirm -> model.query(key);
            case GatewayCall.AskForOtherAmount ask -> model.query(key);
            case GatewayCall.RefundOtherAmount refund ->
                    throw new IllegalStateException("no gateway here captures another amount");
            case GatewayCall.Cancel cancel -> model.cancel(name, key, payment, random);
            case GatewayCall.Refund refund -> {
                int number = bug.refundNumber(refund.refundNumber(), ++refundCalls);
                RefundRequest request =
                        new RefundRequest(
                                payment.paymentId(), number, payment.amount(), refund.reason());
                yield model.refund(key, request.idempotencyKey(), random);
            }
        };
    }

    /** Whether a query of this payment ever missed it. */
    boolean lagged(PaymentId paymentId) {
        return lagged.contains(paymentId);
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    void landAny(Random random) {
        Late landed = late.remove(random.nextInt(late.size()));
        var _ = carryOut(landed.call(), landed.payment(), landed.key(), random);
    }
}
