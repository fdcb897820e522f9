package steadfast.system.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;

/**
 * The gateways' own books as one: what really happened to the money. A payment is known by its key
 * alone, and every change of one is told to whoever calls the merchant back.
 */
final class Ledger {
    static final Unknown PENDING = new Unknown(Unknown.Cause.PENDING, "pending");

    /**
     * A payment in the book.
     *
     * @param standing pending, or what a query is answered
     * @param before how it stood until {@code changedAt}, and still stands for who looks at a copy
     * @param byHand whether somebody else than the shop made it stand so
     */
    record Entry(
            String gateway,
            PaymentId paymentId,
            Money amount,
            Instant payBy,
            GatewayAnswer standing,
            GatewayAnswer before,
            Instant changedAt,
            boolean byHand) {
        boolean open() {
            return standing.equals(PENDING) || standing instanceof ActionRequired;
        }

        /** The last moment at which it can be captured, by what the gateway enforces. */
        Instant deadline() {
            return standing instanceof ActionRequired(String action, Instant until) ? until : payBy;
        }

        /** Of two changes at once a copy misses both. */
        private Entry in(GatewayAnswer next, boolean moved, Instant now) {
            GatewayAnswer missed = changedAt.equals(now) ? before : standing;
            return new Entry(gateway, paymentId, amount, payBy, next, missed, now, moved);
        }

        /** Whether a refund of it had succeeded and failed later. */
        boolean refundFailed() {
            return byHand && standing instanceof Captured;
        }

        /** Whether cards must not follow: the money is gone, or the buyer's bank wants it back. */
        boolean forbidsCards() {
            return standing instanceof Refunded || standing instanceof Disputed;
        }
    }

    private final Map<String, Entry> book = new LinkedHashMap<>();
    private final Map<String, GatewayAnswer.OfRefund> refunds = new HashMap<>();
    private final Map<PaymentId, Integer> captures = new LinkedHashMap<>();
    private final Map<PaymentId, Integer> paidBack = new HashMap<>();
    private final Map<PaymentId, Instant> capturedAt = new HashMap<>();
    private final Set<PaymentId> charged = new HashSet<>();
    private final Map<PaymentId, Set<String>> gateways = new LinkedHashMap<>();
    private final SimulatedTime time;
    private final Consumer<Entry> callbacks;

    Ledger(SimulatedTime time, Consumer<Entry> callbacks) {
        this.time = time;
        this.callbacks = callbacks;
    }

    @Nullable Entry find(String key) {
        return book.get(key);
    }

    /** A payment that was not there before. */
    void enter(String key, Entry entry) {
        book.put(key, entry);
        gateways.computeIfAbsent(entry.paymentId(), absent -> new HashSet<>()).add(entry.gateway());
        if (!entry.open()) {
            callbacks.accept(entry);
        }
    }

    /** From now on it stands so. */
    Entry stands(String key, GatewayAnswer standing) {
        Entry changed = change(key, standing, false);
        if (standing instanceof Captured captured) {
            captures.merge(changed.paymentId(), 1, Integer::sum);
            capturedAt.put(changed.paymentId(), captured.capturedAt());
        }
        if (standing instanceof Refunded) {
            paidBack.merge(changed.paymentId(), 1, Integer::sum);
        }
        return changed;
    }

    /** Somebody else than the shop makes it stand so. */
    void moved(String key, GatewayAnswer standing) {
        boolean wasBack = book.get(key).standing() instanceof Refunded;
        Entry changed = change(key, standing, true);
        int more = (standing instanceof Refunded ? 1 : 0) - (wasBack ? 1 : 0);
        paidBack.merge(changed.paymentId(), more, Integer::sum);
    }

    private Entry change(String key, GatewayAnswer standing, boolean byHand) {
        Entry changed = book.get(key).in(standing, byHand, time.now());
        book.put(key, changed);
        if (!standing.equals(PENDING)) {
            callbacks.accept(changed);
        }
        return changed;
    }

    /** A charge of it arrived, whatever became of that. */
    void chargeArrived(PaymentId paymentId) {
        charged.add(paymentId);
    }

    boolean wasCharged(PaymentId paymentId) {
        return charged.contains(paymentId);
    }

    GatewayAnswer.@Nullable OfRefund refund(String refundKey) {
        return refunds.get(refundKey);
    }

    void answeredRefund(String refundKey, GatewayAnswer.OfRefund answer) {
        refunds.put(refundKey, answer);
    }

    /** The keys of all payments that are so. */
    List<String> keys(Predicate<Entry> wanted) {
        List<String> keys = new ArrayList<>();
        book.forEach((key, entry) -> {
            if (wanted.test(entry)) {
                keys.add(key);
            }
        });
        return keys;
    }

    boolean has(Predicate<Entry> wanted) {
        for (Entry entry : book.values()) {
            if (wanted.test(entry)) {
                return true;
            }
        }
        return false;
    }

    /** All payments, each as it stands. */
    List<Entry> entries() {
        return List.copyOf(book.values());
    }

    /** When it was captured, whatever became of the money. */
    Instant capturedAt(PaymentId paymentId) {
        return capturedAt.get(paymentId);
    }

    /** Payments that were captured at least once. */
    Iterable<PaymentId> captured() {
        return captures.keySet();
    }

    /** In the books of which gateways each payment is. */
    Map<PaymentId, Set<String>> gateways() {
        return gateways;
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
        return entry(paymentId).map(Entry::standing);
    }

    /** The same, with everything that is written of it. */
    Optional<Entry> entry(PaymentId paymentId) {
        Optional<Entry> last = Optional.empty();
        for (Entry entry : book.values()) {
            if (entry.paymentId().equals(paymentId)) {
                last = Optional.of(entry);
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
