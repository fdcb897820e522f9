package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.messaging.Outcome;
import steadfast.reconciler.lifecycle.AvailableDecision;
import steadfast.reconciler.lifecycle.CaseRules;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.Expectation;
import steadfast.reconciler.lifecycle.Expected;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;
import steadfast.reconciler.lifecycle.OrderHistory;

/** The reconciler around its lifecycle: what it received, what is missing, whom it asks. */
final class ReconcilerModel {
    private static final Set<Kind> CERTAIN =
            EnumSet.of(
                    Kind.PAYMENT_SUCCEEDED,
                    Kind.PAYMENT_DECLINED,
                    Kind.PAYMENT_CANCELLED,
                    Kind.PAYMENT_DISPUTED,
                    Kind.PAYMENT_REFUNDED);

    private final Map<OrderId, Watched> watched = new LinkedHashMap<>();
    private final Post post;
    private final Coverage coverage;

    ReconcilerModel(Post post, Coverage coverage) {
        this.post = post;
        this.coverage = coverage;
    }

    private static final class Watched {
        private OrderHistory known = OrderHistory.of(List.of());
        private List<Expectation> open = List.of();
        private int repairs;
        private @Nullable Trouble openCase;

        private Optional<Trouble> needsEvidence() {
            return Optional.ofNullable(openCase)
                    .filter(shown -> CaseRules.needsEvidence(known, shown))
                    .filter(shown -> !CaseRules.hasEvidence(known, shown.round()));
        }

        private Optional<AvailableDecision> acceptance() {
            return Optional.ofNullable(openCase).stream()
                    .flatMap(shown -> AvailableDecision.of(known, shown).stream())
                    .filter(availableDecision -> availableDecision.entry().isOnlyRecorded())
                    .findFirst();
        }
    }

    Outcome receive(Letter letter) {
        OrderId orderId = OrderId.parse(letter.event().key());
        Watched order = watched.computeIfAbsent(orderId, unheard -> new Watched());
        add(orderId, order, ObservedEvent.of(letter.event(), letter.publishedAt()));
        return Outcome.DONE;
    }

    private void add(OrderId orderId, Watched order, ObservedEvent observedEvent) {
        order.known = order.known.with(observedEvent);
        List<Expectation> open = Expectation.of(order.known);
        if (!open.equals(order.open)) {
            order.open = open;
            order.repairs = 0;
        }
        if (order.openCase != null
                && CaseRules.resolution(order.known, order.openCase).isPresent()) {
            order.openCase = null;
        }
        if (order.openCase == null) {
            order.openCase = CaseRules.trouble(order.known, false).orElse(null);
        }
        if (observedEvent.kind() == Kind.DELIVERY_EVIDENCE && order.openCase != null) {
            coverage.record(Situation.EVIDENCE_CAME);
        }
        askForEvidence(orderId, order);
    }

    private void askForEvidence(OrderId orderId, Watched order) {
        order.needsEvidence()
                .ifPresent(shown ->
                        post.publish(
                                new EvidenceRequested(
                                        orderId, new PaymentId(orderId, shown.round()))));
    }

    /** The case of the order that is open; empty if there is none. */
    Optional<Trouble> openCase(OrderId orderId) {
        return Optional.ofNullable(watched.get(orderId)).map(order -> order.openCase);
    }

    /** Whether this was heard of the payment, or a person put it on record. */
    boolean knows(Kind kind, PaymentId paymentId) {
        Watched order = watched.get(paymentId.orderId());
        return order != null
                && order.known.facts().stream()
                        .anyMatch(observedEvent ->
                                observedEvent.kind() == kind
                                        && observedEvent.round() == paymentId.round());
    }

    /** Whether fulfillment still owes evidence to a case. */
    boolean missesEvidence() {
        return watched.values().stream().anyMatch(order -> order.needsEvidence().isPresent());
    }

    boolean hasAcceptable() {
        return watched.values().stream().anyMatch(order -> order.acceptance().isPresent());
    }

    /** A person accepts what a case offers to accept, and nobody is told. */
    void acceptAny(Random random) {
        List<OrderId> all = new ArrayList<>();
        watched.forEach((orderId, order) -> {
            if (order.acceptance().isPresent()) {
                all.add(orderId);
            }
        });
        OrderId orderId = all.get(random.nextInt(all.size()));
        Watched order = watched.get(orderId);
        AvailableDecision availableDecision = order.acceptance().orElseThrow();
        coverage.record(Situation.ACCEPTED_BY_A_PERSON);
        add(
                orderId,
                order,
                availableDecision
                        .entry()
                        .fact(availableDecision.round(), post.now())
                        .orElseThrow());
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
        askForEvidence(orderId, order);
        List<Owner> asks = Expectation.asks(order.open);
        if (!asks.isEmpty()) {
            Owner next = asks.get(order.repairs++ % asks.size());
            var _ = post.publish(new RepairRequested(orderId, next, order.open.toString()));
        }
    }

    /** Rounds of which nobody has said yet what became of their money. */
    List<PaymentId> uncertain() {
        Set<PaymentId> uncertain = new TreeSet<>(ReconcilerModel::inOrder);
        watched.forEach((orderId, order) -> {
            Set<Integer> certain = new HashSet<>();
            List<ObservedEvent> facts = order.known.facts();
            facts.stream()
                    .filter(observedEvent -> CERTAIN.contains(observedEvent.kind()))
                    .forEach(observedEvent -> certain.add(observedEvent.round()));
            facts.stream()
                    .map(ObservedEvent::round)
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
        return watched.values().stream().map(order -> received(order.known)).toList();
    }

    /** What was heard, however often: what a payment says again changes nothing. */
    private static Set<String> received(OrderHistory known) {
        Set<String> received = new TreeSet<>();
        for (ObservedEvent observedEvent : known.facts()) {
            received.add(
                    observedEvent.kind()
                            + " "
                            + observedEvent.round()
                            + " "
                            + observedEvent.number());
        }
        return received;
    }
}
