package steadfast.system.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.payment.lifecycle.Payment;

/**
 * What a gateway, the bank behind it and the buyer decide. It pays every new refund key, takes
 * nothing after a deadline, and closes then what still waits.
 */
final class GatewayLedgerModel {
    /** The payment method whose every payment waits for its buyer. */
    static final String QR = "qr";

    private static final int SHORTEST_WAIT_SECONDS = 60;
    private static final int LONGEST_WAIT_SECONDS = 700;

    private final Ledger ledger;
    private final SimulatedTime time;
    private final Coverage coverage;
    private final Set<String> closedWaiting = new HashSet<>();

    GatewayLedgerModel(Ledger ledger, SimulatedTime time, Coverage coverage) {
        this.ledger = ledger;
        this.time = time;
        this.coverage = coverage;
    }

    GatewayAnswer.OfCharge charge(String gateway, String key, Payment payment, Random random) {
        ledger.chargeArrived(payment.paymentId());
        Ledger.Entry known = ledger.find(key);
        if (known == null) {
            known = entry(gateway, payment, Ledger.PENDING);
            ledger.enter(key, known);
            known = decideCharge(key, known, payment.method(), random);
        }
        return known.standing() instanceof GatewayAnswer.OfCharge answer
                ? answer
                : new Unknown(Unknown.Cause.OTHER_STATE, "charged, but already refunded");
    }

    private Ledger.Entry entry(String gateway, Payment payment, GatewayAnswer standing) {
        return new Ledger.Entry(
                gateway,
                payment.paymentId(),
                payment.amount(),
                payment.payBy(),
                standing,
                new NotFound(),
                time.now(),
                false);
    }

    private Ledger.Entry decideCharge(
            String key, Ledger.Entry entry, String method, Random random) {
        if (time.now().isAfter(entry.payBy())) {
            return ledger.stands(key, new Declined("deadline-passed"));
        }
        if (method.equals(QR)) {
            return ledger.stands(key, new ActionRequired("scan", waitsUntil(entry, random)));
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> ledger.stands(key, new Declined("no money"));
            case 3 -> ledger.stands(key, new ActionRequired("confirm", entry.payBy()));
            case 4 -> entry;
            default -> capture(key);
        };
    }

    /** Never longer than the shop wants. */
    private Instant waitsUntil(Ledger.Entry entry, Random random) {
        Instant until =
                time.now()
                        .plusSeconds(
                                random.nextInt(SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS + 1));
        return until.isBefore(entry.payBy()) ? until : entry.payBy();
    }

    private Ledger.Entry capture(String key) {
        return ledger.stands(key, new Captured(ledger.find(key).amount(), time.now()));
    }

    GatewayAnswer.OfQuery query(String key) {
        Ledger.Entry known = ledger.find(key);
        return known == null ? new NotFound() : (GatewayAnswer.OfQuery) known.standing();
    }

    /**
     * Whether a query may still miss what changed last. That a refund failed is seen at once: it
     * took the banks days.
     */
    boolean mayLag(String key) {
        Ledger.Entry known = ledger.find(key);
        return known != null
                && !(known.before() instanceof Refunded)
                && !known.changedAt().plus(SimulatedTime.VISIBILITY_LAG).isBefore(time.now());
    }

    /** What a query is answered that misses what changed last. */
    GatewayAnswer.OfQuery laggingQuery(String key) {
        GatewayAnswer before = ledger.find(key).before();
        coverage.record(
                before instanceof NotFound
                        ? Situation.LAGGED_TO_NOTHING
                        : Situation.LAGGED_TO_BEFORE);
        return (GatewayAnswer.OfQuery) before;
    }

    /** Closes what is open; the buyer may pay at that moment, and then the money wins. */
    GatewayAnswer.OfCancel cancel(String gateway, String key, Payment payment, Random random) {
        Ledger.Entry known = ledger.find(key);
        if (known == null) {
            ledger.enter(key, entry(gateway, payment, new Cancelled()));
        } else if (known.open() && random.nextInt(3) == 0) {
            var _ = capture(key);
        } else if (known.open()) {
            var _ = ledger.stands(key, new Cancelled());
        }
        return ledger.find(key).standing() instanceof GatewayAnswer.OfCancel answer
                ? answer
                : new Unknown(Unknown.Cause.OTHER_STATE, "cancelled, but already refunded");
    }

    GatewayAnswer.OfRefund refund(String key, String refundKey, Random random) {
        GatewayAnswer.OfRefund known = ledger.refund(refundKey);
        if (known != null) {
            return known;
        }
        Ledger.Entry entry = ledger.find(key);
        if (entry == null) {
            return new NotFound();
        }
        GatewayAnswer.OfRefund answer = refunded(key, entry, random);
        ledger.answeredRefund(refundKey, answer);
        return answer;
    }

    private GatewayAnswer.OfRefund refunded(String key, Ledger.Entry entry, Random random) {
        Refunded refunded = new Refunded(entry.amount());
        if (entry.standing() instanceof Refunded && entry.byHand()) {
            return refunded;
        }
        boolean hadMoney =
                entry.standing() instanceof Captured || entry.standing() instanceof Refunded;
        if (!hadMoney || random.nextInt(6) == 0) {
            return new RefundRefused("closed");
        }
        var _ = ledger.stands(key, refunded);
        return refunded;
    }

    boolean hasOpen() {
        return ledger.has(Ledger.Entry::open);
    }

    /** The buyer pays, or his bank says no: what was open is settled. */
    void settleAny(Random random) {
        String key = any(ledger.keys(Ledger.Entry::open), random);
        if (random.nextInt(4) == 0) {
            var _ = ledger.stands(key, new Declined("the buyer's bank said no"));
        } else {
            if (isWaiting(ledger.find(key))) {
                coverage.record(Situation.QR_PAID_IN_TIME);
            }
            var _ = capture(key);
        }
    }

    /** Whether the gateway waits for the buyer. */
    private static boolean isWaiting(Ledger.Entry entry) {
        return entry.standing() instanceof ActionRequired;
    }

    /** Nothing is captured after its deadline; what waited for the buyer is closed. */
    void enforceDeadlines() {
        for (String key : ledger.keys(Ledger.Entry::open)) {
            Ledger.Entry entry = ledger.find(key);
            if (time.now().isAfter(entry.deadline())) {
                if (isWaiting(entry)) {
                    closedWaiting.add(key);
                    coverage.record(Situation.QR_NEVER_PAID);
                }
                GatewayAnswer end =
                        isWaiting(entry) ? new Cancelled() : new Declined("deadline-passed");
                var _ = ledger.stands(key, end);
            }
        }
    }

    boolean hasClosedWaiting() {
        return !closedWaiting.isEmpty();
    }

    /** A buyer scans what was closed: the gateway takes nothing. */
    void paysTooLate(Random random) {
        String key = any(closedWaiting.stream().sorted().toList(), random);
        if (!ledger.find(key).open()) {
            coverage.record(Situation.QR_PAID_TOO_LATE);
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
