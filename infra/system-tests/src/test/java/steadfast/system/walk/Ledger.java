package steadfast.system.walk;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;

/**
 * The gateway's own book: what really happened to the money. It knows a payment by its key alone,
 * pays every new refund key, and takes nothing after {@code payBy}.
 */
final class Ledger {
    private static final Unknown PENDING = new Unknown(Unknown.Cause.PENDING, "pending");

    /** A payment in the book; {@code standing} is pending, or what a query is answered. */
    private record Entry(
            PaymentId paymentId,
            Money amount,
            Instant payBy,
            Instant madeAt,
            GatewayAnswer standing) {
        boolean open() {
            return standing.equals(PENDING) || standing instanceof ActionRequired;
        }
    }

    private final WalkedTime time;
    private final Map<String, Entry> book = new LinkedHashMap<>();
    private final Map<String, GatewayAnswer.OfRefund> refunds = new HashMap<>();
    private final Map<PaymentId, Integer> captures = new LinkedHashMap<>();
    private final Map<PaymentId, Integer> paidBack = new HashMap<>();

    Ledger(WalkedTime time) {
        this.time = time;
    }

    GatewayAnswer.OfCharge charge(
            String key, PaymentId paymentId, Money amount, Instant payBy, Random random) {
        Entry known = book.get(key);
        if (known == null) {
            known = enter(key, new Entry(paymentId, amount, payBy, time.now(), PENDING));
            decideCharge(key, random);
        }
        return book.get(key).standing() instanceof GatewayAnswer.OfCharge answer
                ? answer
                : new Unknown(Unknown.Cause.OTHER_STATE, "charged, but already refunded");
    }

    private Entry enter(String key, Entry entry) {
        book.put(key, entry);
        return entry;
    }

    private void decideCharge(String key, Random random) {
        Entry entry = book.get(key);
        if (time.now().isAfter(entry.payBy())) {
            stands(key, new Declined("deadline-passed"));
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> stands(key, new Declined("no money"));
            case 3 -> stands(key, new ActionRequired("scan", entry.payBy()));
            case 4 -> stands(key, PENDING);
            default -> capture(key);
        }
    }

    private void capture(String key) {
        Entry entry = book.get(key);
        captures.merge(entry.paymentId(), 1, Integer::sum);
        stands(key, new Captured(entry.amount(), time.now()));
    }

    private void stands(String key, GatewayAnswer standing) {
        Entry entry = book.get(key);
        book.put(
                key,
                new Entry(
                        entry.paymentId(),
                        entry.amount(),
                        entry.payBy(),
                        entry.madeAt(),
                        standing));
    }

    GatewayAnswer.OfQuery query(String key) {
        Entry known = book.get(key);
        return known == null ? new NotFound() : (GatewayAnswer.OfQuery) known.standing();
    }

    /** Whether a query may still miss it. */
    boolean isYoung(String key) {
        Entry known = book.get(key);
        return known != null
                && !known.madeAt().plus(WalkedTime.VISIBILITY_LAG).isBefore(time.now());
    }

    /** Closes what is open; the buyer may pay at that moment, and then the money wins. */
    GatewayAnswer.OfCancel cancel(String key, PaymentId paymentId, Money amount, Random random) {
        Entry known = book.get(key);
        if (known == null) {
            enter(key, new Entry(paymentId, amount, Instant.EPOCH, time.now(), new Cancelled()));
        } else if (known.open() && random.nextInt(3) == 0) {
            capture(key);
        } else if (known.open()) {
            stands(key, new Cancelled());
        }
        return book.get(key).standing() instanceof GatewayAnswer.OfCancel answer
                ? answer
                : new Unknown(Unknown.Cause.OTHER_STATE, "cancelled, but already refunded");
    }

    GatewayAnswer.OfRefund refund(String key, String refundKey, Random random) {
        GatewayAnswer.OfRefund known = refunds.get(refundKey);
        if (known != null) {
            return known;
        }
        Entry entry = book.get(key);
        if (entry == null) {
            return new NotFound();
        }
        GatewayAnswer.OfRefund answer = refunded(key, entry, random);
        refunds.put(refundKey, answer);
        return answer;
    }

    private GatewayAnswer.OfRefund refunded(String key, Entry entry, Random random) {
        boolean hadMoney =
                entry.standing() instanceof Captured || entry.standing() instanceof Refunded;
        if (!hadMoney || random.nextInt(6) == 0) {
            return new RefundRefused("closed");
        }
        paidBack.merge(entry.paymentId(), 1, Integer::sum);
        Refunded refunded = new Refunded(entry.amount());
        stands(key, refunded);
        return refunded;
    }

    private List<String> open() {
        return book.entrySet().stream()
                .filter(one -> one.getValue().open())
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean hasOpen() {
        return book.values().stream().anyMatch(Entry::open);
    }

    /** The buyer pays, or not: what was pending is settled. */
    void settleAny(Random random) {
        List<String> open = open();
        String key = open.get(random.nextInt(open.size()));
        if (random.nextInt(4) == 0) {
            stands(key, new Declined("the buyer's bank said no"));
        } else {
            capture(key);
        }
    }

    /** Nothing is captured after its deadline. */
    void enforceDeadlines() {
        for (String key : open()) {
            if (time.now().isAfter(book.get(key).payBy())) {
                stands(key, new Declined("deadline-passed"));
            }
        }
    }

    /** Payments that were captured at least once. */
    Iterable<PaymentId> captured() {
        return captures.keySet();
    }

    /** How often the money of this payment is at the shop now, refunds taken off. */
    int net(PaymentId paymentId) {
        return captures.getOrDefault(paymentId, 0) - paidBack.getOrDefault(paymentId, 0);
    }

    /** The same for all rounds of an order. */
    int net(OrderId orderId) {
        int net = 0;
        for (PaymentId paymentId : captures.keySet()) {
            net += paymentId.orderId().equals(orderId) ? net(paymentId) : 0;
        }
        return net;
    }

    /** What stands in the book of this payment, whatever the key: the last entry counts. */
    Optional<GatewayAnswer> standing(PaymentId paymentId) {
        Optional<GatewayAnswer> last = Optional.empty();
        for (Entry entry : book.values()) {
            if (entry.paymentId().equals(paymentId)) {
                last = Optional.of(entry.standing());
            }
        }
        return last;
    }

    /** The same, for people. */
    String shown(PaymentId paymentId) {
        return standing(paymentId)
                .map(one -> one.equals(PENDING) ? "pending" : one.getClass().getSimpleName())
                .orElse("nothing");
    }

    /** Everything that could change: equal means that nothing did. */
    Object snapshot() {
        return List.of(Map.copyOf(book), Map.copyOf(refunds));
    }
}
