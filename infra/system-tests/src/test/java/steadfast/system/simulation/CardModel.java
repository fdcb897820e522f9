package steadfast.system.simulation;

import static steadfast.system.simulation.BrokenPromiseError.unless;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.StockLevel;
import steadfast.fulfillment.lifecycle.IssueDecision;
import steadfast.fulfillment.lifecycle.IssueSignal;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.IssuingLifecycle;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.messaging.Outcome;

/** fulfillment-service around its lifecycle: rows, and the table of cards. */
final class CardModel {
    private final IssuingLifecycle lifecycle;
    private final Map<OrderId, Row> rows = new LinkedHashMap<>();
    private final Map<Integer, OrderId> owners = new LinkedHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final SimulatedTime time;
    private final Post post;
    private final Promises promises;
    private final Coverage coverage;
    private int cards;

    CardModel(SimulatedTime time, Post post, Promises promises, PlantedBug bug, Coverage coverage) {
        this.lifecycle = new IssuingLifecycle(bug.confirmsAfter(SimulatedTime.CONFIRM_AFTER));
        this.time = time;
        this.post = post;
        this.promises = promises;
        this.coverage = coverage;
    }

    private static final class Row {
        private Issuing state;
        private List<Letter> lastEvents = List.of();
        private boolean confirms;

        private Row(OrderId orderId) {
            this.state = new Issuing.NotAsked(orderId);
        }
    }

    void stockArrives(int many) {
        for (int card = 0; card < many; card++) {
            free.add(++cards);
        }
    }

    Outcome handle(Event event, Random random) {
        return switch (event) {
            case OrderPaid paid ->
                    settle(paid.orderId(), new IssueSignal.Paid(Permission.of(paid)), random);
            case IssueWithdrawalRequested asked ->
                    settle(
                            asked.orderId(),
                            new IssueSignal.WithdrawalRequested(asked.paymentId()),
                            random);
            case RepairRequested repair when repair.owner() == Owner.FULFILLMENT ->
                    settle(repair.orderId(), new IssueSignal.RepairRequested(), random);
            case EvidenceRequested asked -> report(asked);
            case OrderEvent e -> Outcome.DONE;
            case OperationsEvent e -> Outcome.DONE;
            // Not on these topics.
            case PaymentEvent e -> Outcome.DONE;
            case GatewayFinding e -> Outcome.DONE;
            case FulfillmentEvent e -> Outcome.DONE;
            case StockLevel e -> Outcome.DONE;
        };
    }

    private Outcome settle(OrderId orderId, IssueSignal signal, Random random) {
        Row row = rows.computeIfAbsent(orderId, Row::new);
        switch (lifecycle.decide(row.state, signal)) {
            case IssueDecision.Move move -> {
                carryOut(row, move);
                if (move.next() instanceof Issuing.Counting(Permission permission)) {
                    // Others may have cards locked: fewer are found than there are.
                    int found = random.nextBoolean() ? free.size() : 0;
                    issue(row, permission, new IssueSignal.CardsFound(found, time.now()));
                }
            }
            case IssueDecision.Repeat repeat -> row.lastEvents.forEach(post::send);
            case IssueDecision.Stay stay -> {}
            case IssueDecision.Contradiction(String reason) ->
                    throw new BrokenPromiseError(Promises.AGREEMENT, signal + ": " + reason);
        }
        return Outcome.DONE;
    }

    /** Says what the order got; nothing if its cards are not out. */
    private Outcome report(EvidenceRequested asked) {
        Row row = rows.get(asked.orderId());
        if (row != null && row.state instanceof Issuing.Issued(Permission permission, Instant at)) {
            unless(
                    permission.paymentId().equals(asked.paymentId()),
                    Promises.AGREEMENT,
                    "evidence of " + asked.paymentId() + " for " + permission.paymentId());
            var _ =
                    post.publish(
                            new DeliveryEvidence(
                                    permission.orderId(), permission.paymentId(), at, List.of()));
        }
        return Outcome.DONE;
    }

    /** Counts the free cards under the SKU's lock for everybody who waits. */
    void recount() {
        for (Row row : rows.values()) {
            if (row.state instanceof Issuing.Counting(Permission permission)) {
                issue(row, permission, new IssueSignal.CardsCounted(free.size(), time.now()));
            } else if (row.state instanceof Issuing.Waiting(Permission permission)) {
                issue(row, permission, new IssueSignal.CardsCounted(free.size(), time.now()));
            }
        }
    }

    private void issue(Row row, Permission permission, IssueSignal signal) {
        if (!(lifecycle.decide(row.state, signal) instanceof IssueDecision.Move move)) {
            return;
        }
        if (move.next() instanceof Issuing.Issued) {
            promises.mayIssue(permission.orderId());
            if (row.confirms) {
                coverage.record(Situation.ISSUED_AFTER_A_CONFIRMATION);
            }
            for (int card = 0; card < permission.quantity(); card++) {
                owners.put(free.remove(), permission.orderId());
            }
        }
        carryOut(row, move);
    }

    private void carryOut(Row row, IssueDecision.Move move) {
        row.state = move.next();
        row.confirms |= row.state instanceof Issuing.Confirming;
        coverage.reached(row.state);
        List<FulfillmentEvent> events = move.events();
        if (!events.isEmpty()) {
            row.lastEvents = events.stream().map(post::publish).toList();
        }
    }

    /** How many cards belong to the order. */
    int cardsOf(OrderId orderId) {
        int owned = 0;
        for (OrderId owner : owners.values()) {
            owned += owner.equals(orderId) ? 1 : 0;
        }
        return owned;
    }

    Object snapshot() {
        return List.of(
                rows.values().stream().map(row -> shown(row.state)).toList(), Map.copyOf(owners));
    }

    /** Without how fresh the permission is: who asks once more only renews it. */
    private static String shown(Issuing state) {
        return state.orderId() + " " + state.getClass().getSimpleName();
    }
}
