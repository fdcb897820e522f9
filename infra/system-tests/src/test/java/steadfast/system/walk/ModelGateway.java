package steadfast.system.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RefundRequest;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;

/** The network to the gateway: every call meets a {@link Fate}, and only the ledger is true. */
final class ModelGateway {
    private final Ledger ledger;
    private final PlantedBug bug;
    private final Tally tally;
    private final List<Late> late = new ArrayList<>();
    private boolean away;

    /** A request whose caller has given up. */
    private record Late(GatewayCall call, Payment payment, String key) {}

    ModelGateway(Ledger ledger, PlantedBug bug, Tally tally) {
        this.ledger = ledger;
        this.bug = bug;
        this.tally = tally;
    }

    /** From now on every call is lost. */
    void goAway() {
        away = true;
    }

    /** From now on calls arrive; what is on its way arrives now. */
    void heal(Random random) {
        away = false;
        while (hasLate()) {
            landAny(random);
        }
    }

    /** Carries out a call about this payment; {@code attempt} is the last one that was charged. */
    GatewayAnswer call(GatewayCall call, Payment payment, int attempt, Fate wished, Random random) {
        String key = bug.key(payment.paymentId(), attempt);
        Fate fate = away ? Fate.LOST : possible(wished, call, key);
        tally.count(call, fate);
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
            case LAGGED -> new NotFound();
        };
    }

    /** A query has no effect that could come late, and only a query lags. */
    private Fate possible(Fate wished, GatewayCall call, String key) {
        boolean query = call instanceof GatewayCall.Query;
        if (wished == Fate.LAGGED && !(query && ledger.isYoung(key))) {
            return Fate.ANSWERED;
        }
        return wished == Fate.LANDS_LATE && query ? Fate.LOST : wished;
    }

    private GatewayAnswer carryOut(GatewayCall call, Payment payment, String key, Random random) {
        PaymentId id = payment.paymentId();
        return switch (call) {
            case GatewayCall.Charge charge ->
                    ledger.charge(key, id, payment.amount(), payment.payBy(), random);
            case GatewayCall.Query query -> ledger.query(key);
            case GatewayCall.Cancel cancel -> ledger.cancel(key, id, payment.amount(), random);
            case GatewayCall.Refund refund -> {
                RefundRequest request =
                        new RefundRequest(
                                id, refund.refundNumber(), payment.amount(), refund.reason());
                yield ledger.refund(key, request.idempotencyKey(), random);
            }
        };
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    void landAny(Random random) {
        Late landed = late.remove(random.nextInt(late.size()));
        var _ = carryOut(landed.call(), landed.payment(), landed.key(), random);
    }
}
