package steadfast.system.walk;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.messaging.Outcome;
import steadfast.reconciler.lifecycle.Expectation;
import steadfast.reconciler.lifecycle.Expected;
import steadfast.reconciler.lifecycle.Fact;
import steadfast.reconciler.lifecycle.Fact.Kind;
import steadfast.reconciler.lifecycle.Knowledge;

/** The reconciler around its lifecycle: what it heard, what is missing, whom it asks. */
final class WatchDesk {
    private static final Set<Kind> CERTAIN =
            EnumSet.of(
                    Kind.PAYMENT_SUCCEEDED,
                    Kind.PAYMENT_DECLINED,
                    Kind.PAYMENT_CANCELLED,
                    Kind.PAYMENT_REFUNDED);

    private final Map<OrderId, Watched> watched = new LinkedHashMap<>();
    private final Post post;

    WatchDesk(Post post) {
        this.post = post;
    }

    private static final class Watched {
        private Knowledge known = Knowledge.of(List.of());
        private List<Expectation> open = List.of();
        private int repairs;
    }

    Outcome hear(Letter letter) {
        Watched order =
                watched.computeIfAbsent(
                        OrderId.parse(letter.event().key()), unheard -> new Watched());
        order.known = order.known.with(Fact.of(letter.event(), letter.saidAt()));
        List<Expectation> open = Expectation.of(order.known);
        if (!open.equals(order.open)) {
            order.open = open;
            order.repairs = 0;
        }
        return Outcome.DONE;
    }

    /** What is expected of the order; nothing if it was never heard of. */
    List<Expectation> expectations(OrderId orderId) {
        Watched order = watched.get(orderId);
        return order == null ? List.of() : order.open;
    }

    /** Whether somebody who answers promptly owes the order something. */
    boolean missesSomething(OrderId orderId) {
        return expectations(orderId).stream()
                .anyMatch(open -> open.what().patience() == Expected.Patience.PROMPT);
    }

    /** Asks the next in turn to say again what is missing. */
    void repair(OrderId orderId) {
        Watched order = watched.get(orderId);
        if (order == null) {
            return;
        }
        List<Owner> asks = Expectation.asks(order.open);
        if (!asks.isEmpty()) {
            Owner next = asks.get(order.repairs++ % asks.size());
            var _ = post.say(new RepairRequested(orderId, next, order.open.toString()));
        }
    }

    /** Rounds of which nobody has said yet what became of their money. */
    List<PaymentId> uncertain() {
        Set<PaymentId> uncertain = new TreeSet<>(WatchDesk::inOrder);
        watched.forEach((orderId, order) -> {
            Set<Integer> certain = new HashSet<>();
            List<Fact> facts = order.known.facts();
            facts.stream()
                    .filter(fact -> CERTAIN.contains(fact.kind()))
                    .forEach(fact -> certain.add(fact.round()));
            facts.stream()
                    .map(Fact::round)
                    .filter(round -> !certain.contains(round))
                    .forEach(round -> uncertain.add(new PaymentId(orderId, round)));
        });
        return List.copyOf(uncertain);
    }

    private static int inOrder(PaymentId one, PaymentId other) {
        int byOrder = one.orderId().compareTo(other.orderId());
        return byOrder != 0 ? byOrder : Integer.compare(one.round(), other.round());
    }

    Object snapshot() {
        return watched.values().stream().map(order -> order.known).toList();
    }
}
