package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.CARDS_ISSUED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.DELIVERY_EVIDENCE;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.DISPUTE_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.GATEWAY_CAPTURED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.GATEWAY_CLOSED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ISSUE_CONFIRMATION_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ISSUE_WITHDRAWAL_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ISSUE_WITHDRAWN;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_CANCEL_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_COMPLETED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_EXPIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_FAILED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_HELD;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_PAID;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_RETRY_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_SUBMITTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PART_REFUND_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_ACTION_REQUIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CANCELLED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CHECK_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CONFIRMATION_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CONFIRMED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DECLINED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DISPUTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_PARTLY_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUND_FAILED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUND_REFUSED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_STARTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_SUCCEEDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_UNRESOLVED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.STOCK_SHORT;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.WRITTEN_OFF;
import static steadfast.reconciler.lifecycle.Story.facts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

class EveryCellOfTheWatchIsKnownTest {

    private static final Optional<Expected> FINAL = Optional.empty();

    /** What a round that took no money yet still moves on. */
    private static final Map<Kind, Optional<Expected>> TO_PAID =
            Map.of(
                    ORDER_HELD, Optional.of(Expected.DECISION_ON_HELD_PAYMENT),
                    ORDER_PAID, Optional.of(Expected.CARDS),
                    PAYMENT_CONFIRMATION_REQUESTED, Optional.of(Expected.CARDS),
                    ISSUE_CONFIRMATION_REQUESTED, Optional.of(Expected.CARDS),
                    STOCK_SHORT, Optional.of(Expected.CARDS_WHEN_STOCK_ARRIVES));

    private static final Map<Kind, Optional<Expected>> TO_CARDS =
            Map.of(
                    CARDS_ISSUED, Optional.of(Expected.COMPLETION),
                    DELIVERY_EVIDENCE, Optional.of(Expected.COMPLETION),
                    ORDER_COMPLETED, FINAL);

    private static final Map<Kind, Optional<Expected>> TO_WITHDRAWAL =
            Map.of(ISSUE_WITHDRAWAL_REQUESTED, Optional.of(Expected.WITHDRAWAL));

    private static final Map<Kind, Optional<Expected>> TO_WITHDRAWN =
            Map.of(ISSUE_WITHDRAWN, Optional.of(Expected.REFUND_AFTER_WITHDRAWAL));

    private static final Map<Kind, Optional<Expected>> TO_REFUND =
            Map.of(
                    REFUND_REQUESTED, Optional.of(Expected.REFUND),
                    PAYMENT_REFUNDED, Optional.of(Expected.REFUNDED_END),
                    PAYMENT_REFUND_REFUSED, Optional.of(Expected.DECISION_ON_REFUSED_REFUND),
                    PAYMENT_REFUND_FAILED, Optional.of(Expected.DECISION_ON_REFUSED_REFUND),
                    ORDER_REFUNDED, FINAL);

    private static final Map<Kind, Optional<Expected>> TO_CAPTURE =
            Map.of(
                    PAYMENT_SUCCEEDED, Optional.of(Expected.ANSWER_TO_CAPTURE),
                    PAYMENT_CONFIRMED, Optional.of(Expected.ANSWER_TO_CAPTURE),
                    PAYMENT_PARTLY_REFUNDED, Optional.of(Expected.ANSWER_TO_CAPTURE),
                    PAYMENT_DISPUTED, Optional.of(Expected.ANSWER_TO_CAPTURE));

    private static final Map<Kind, Optional<Expected>> TO_CLOSE =
            Map.of(
                    PAYMENT_DECLINED, Optional.of(Expected.ORDERS_END),
                    PAYMENT_CANCELLED, Optional.of(Expected.ORDERS_END));

    private static final Map<Kind, Optional<Expected>> TO_UNPAID_END =
            Map.of(ORDER_FAILED, FINAL, ORDER_EXPIRED, FINAL);

    private static final Map<Kind, Optional<Expected>> TO_CANCELLING =
            Map.of(ORDER_CANCEL_REQUESTED, Optional.of(Expected.CANCELLATION));

    private static final Map<Kind, Optional<Expected>> TO_ACTION =
            Map.of(PAYMENT_ACTION_REQUIRED, Optional.of(Expected.BUYERS_ACTION));

    private static final Map<Kind, Optional<Expected>> TO_SENT =
            Map.of(
                    PAYMENT_STARTED, Optional.of(Expected.PAYMENT_RESULT),
                    PAYMENT_UNRESOLVED, Optional.of(Expected.PAYMENT_RESULT));

    /** A state, what it waits for, and every fact that moves it; any other leaves it as it is. */
    record Row(
            List<ObservedEvent> state,
            Optional<Expected> waitsFor,
            Map<Kind, Optional<Expected>> moves) {

        @Override
        public String toString() {
            return state.stream().map(ObservedEvent::kind).toList() + " waits for " + waitsFor;
        }
    }

    static List<Row> table() {
        return List.of(
                row(
                        facts(1, ORDER_SUBMITTED),
                        Expected.PAYMENT_STARTED,
                        TO_SENT,
                        TO_ACTION,
                        TO_CANCELLING,
                        TO_UNPAID_END,
                        TO_CLOSE,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                        Expected.PAYMENT_RESULT,
                        TO_ACTION,
                        TO_CANCELLING,
                        TO_UNPAID_END,
                        TO_CLOSE,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, PAYMENT_UNRESOLVED),
                        Expected.PAYMENT_RESULT,
                        TO_ACTION,
                        TO_CANCELLING,
                        TO_UNPAID_END,
                        TO_CLOSE,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_ACTION_REQUIRED),
                        Expected.BUYERS_ACTION,
                        TO_CANCELLING,
                        TO_UNPAID_END,
                        TO_CLOSE,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, ORDER_CANCEL_REQUESTED),
                        Expected.CANCELLATION,
                        TO_UNPAID_END,
                        TO_CLOSE,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_DECLINED),
                        Expected.ORDERS_END,
                        TO_UNPAID_END,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_CANCELLED),
                        Expected.ORDERS_END,
                        TO_UNPAID_END,
                        TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED),
                        Expected.ANSWER_TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, PAYMENT_SUCCEEDED),
                        Expected.ANSWER_TO_CAPTURE,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED, ORDER_HELD),
                        Expected.DECISION_ON_HELD_PAYMENT,
                        TO_PAID,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED, ORDER_PAID),
                        Expected.CARDS,
                        Map.of(STOCK_SHORT, Optional.of(Expected.CARDS_WHEN_STOCK_ARRIVES)),
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT),
                        Expected.CARDS_WHEN_STOCK_ARRIVES,
                        TO_CARDS,
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_PAID, ISSUE_WITHDRAWAL_REQUESTED),
                        Expected.WITHDRAWAL,
                        TO_CARDS,
                        TO_WITHDRAWN,
                        TO_REFUND),
                row(
                        facts(1, ORDER_PAID, ISSUE_WITHDRAWAL_REQUESTED, ISSUE_WITHDRAWN),
                        Expected.REFUND_AFTER_WITHDRAWAL,
                        TO_CARDS,
                        TO_REFUND),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED),
                        Expected.COMPLETION,
                        Map.of(ORDER_COMPLETED, FINAL),
                        refundAfterCards()),
                row(
                        facts(1, ORDER_PAID, PAYMENT_REFUNDED, CARDS_ISSUED),
                        Expected.COMPLETION,
                        Map.of(
                                ORDER_COMPLETED,
                                FINAL,
                                REFUND_REQUESTED,
                                Optional.of(Expected.REFUNDED_END),
                                PAYMENT_REFUND_REFUSED,
                                Optional.of(Expected.REFUNDED_END),
                                ORDER_REFUNDED,
                                FINAL)),
                row(
                        facts(1, ORDER_PAID, ISSUE_WITHDRAWN, REFUND_REQUESTED),
                        Expected.REFUND,
                        Map.of(
                                PAYMENT_REFUNDED, Optional.of(Expected.REFUNDED_END),
                                PAYMENT_REFUND_REFUSED,
                                        Optional.of(Expected.DECISION_ON_REFUSED_REFUND),
                                PAYMENT_REFUND_FAILED,
                                        Optional.of(Expected.DECISION_ON_REFUSED_REFUND),
                                ORDER_REFUNDED, FINAL)),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED),
                        Expected.DECISION_ON_REFUSED_REFUND,
                        Map.of(
                                PAYMENT_REFUNDED,
                                Optional.of(Expected.REFUNDED_END),
                                WRITTEN_OFF,
                                Optional.of(Expected.REFUNDED_END),
                                ORDER_REFUNDED,
                                FINAL)),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUNDED),
                        Expected.REFUNDED_END,
                        Map.of(
                                PAYMENT_REFUND_FAILED,
                                Optional.of(Expected.DECISION_ON_REFUSED_REFUND),
                                ORDER_COMPLETED,
                                FINAL,
                                ORDER_REFUNDED,
                                FINAL)),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED),
                        null,
                        Map.of(
                                REFUND_REQUESTED, Optional.of(Expected.REFUND),
                                PAYMENT_REFUND_REFUSED,
                                        Optional.of(Expected.DECISION_ON_REFUSED_REFUND))),
                row(
                        facts(1, PAYMENT_DECLINED, ORDER_FAILED),
                        null,
                        TO_CAPTURE,
                        TO_PAID,
                        cardsWithoutTheEnd(),
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        refundWithoutItsEnd()),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED),
                        null,
                        TO_CAPTURE,
                        TO_PAID,
                        cardsWithoutTheEnd(),
                        TO_WITHDRAWAL,
                        TO_WITHDRAWN,
                        refundWithoutItsEnd()),
                row(
                        facts(1, REFUND_REQUESTED, PAYMENT_REFUNDED, ORDER_REFUNDED),
                        null,
                        Map.of(
                                PAYMENT_REFUND_FAILED,
                                Optional.of(Expected.DECISION_ON_REFUSED_REFUND))),
                row(
                        facts(1, PAYMENT_REFUNDED, ORDER_REFUNDED, PAYMENT_REFUND_FAILED),
                        Expected.DECISION_ON_REFUSED_REFUND,
                        // The refund that failed, told once more, is old news.
                        Map.of(WRITTEN_OFF, Optional.of(Expected.REFUNDED_END)),
                        cardsWithoutTheEnd(),
                        Map.of(ORDER_COMPLETED, FINAL)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyFactMovesEveryStateAsTheTableSays(Row row) {
        assertThat(waitsFor(row.state())).isEqualTo(row.waitsFor());
        for (Kind kind : Kind.values()) {
            List<ObservedEvent> more = new ArrayList<>(row.state());
            more.add(later(facts(1, kind).getFirst()));
            assertThat(waitsFor(more))
                    .as("%s, then %s", row, kind)
                    .isEqualTo(row.moves().getOrDefault(kind, row.waitsFor()));
        }
    }

    @Test
    void theTableVisitsEverythingThatAnOrderMayWaitFor() {
        Set<Expected> visited = EnumSet.noneOf(Expected.class);
        table().forEach(row -> row.waitsFor().ifPresent(visited::add));
        // Two rounds: see ASecondCaptureIsRefundedTest.
        visited.add(Expected.REFUND_OF_SECOND_CAPTURE);

        assertThat(visited).containsExactlyInAnyOrder(Expected.values());
    }

    @Test
    void everyKindMovesSomeState() {
        Set<Kind> moving = EnumSet.noneOf(Kind.class);
        table().forEach(row -> moving.addAll(row.moves().keySet()));
        // These begin a round: they move the order from nothing.
        moving.addAll(Set.of(ORDER_SUBMITTED, ORDER_RETRY_REQUESTED));
        // These are ours: no owner is awaited any less for them.
        moving.addAll(Set.of(GATEWAY_CAPTURED, GATEWAY_CLOSED));
        // The order asks what the payment's success will answer.
        moving.add(PAYMENT_CHECK_REQUESTED);
        moving.addAll(Set.of(REFUND_ACCEPTED, PART_REFUND_ACCEPTED, DISPUTE_ACCEPTED));

        assertThat(moving).containsExactlyInAnyOrder(Kind.values());
    }

    private static ObservedEvent later(ObservedEvent observedEvent) {
        return new ObservedEvent(
                observedEvent.kind(),
                observedEvent.round(),
                observedEvent.number(),
                observedEvent.at().plusSeconds(500));
    }

    private static Map<Kind, Optional<Expected>> cardsWithoutTheEnd() {
        Map<Kind, Optional<Expected>> moves = new HashMap<>(TO_CARDS);
        moves.remove(ORDER_COMPLETED);
        return moves;
    }

    /** Once the cards are out, only a refund that the order asks for takes it along. */
    private static Map<Kind, Optional<Expected>> refundAfterCards() {
        Map<Kind, Optional<Expected>> moves = new HashMap<>(TO_REFUND);
        moves.remove(PAYMENT_REFUNDED);
        moves.remove(PAYMENT_REFUND_FAILED);
        return moves;
    }

    private static Map<Kind, Optional<Expected>> refundWithoutItsEnd() {
        Map<Kind, Optional<Expected>> moves = new HashMap<>(TO_REFUND);
        moves.remove(ORDER_REFUNDED);
        return moves;
    }

    @SafeVarargs
    private static Row row(
            List<ObservedEvent> state, Expected waitsFor, Map<Kind, Optional<Expected>>... moves) {
        Map<Kind, Optional<Expected>> all = new HashMap<>();
        for (Map<Kind, Optional<Expected>> some : moves) {
            all.putAll(some);
        }
        return new Row(state, Optional.ofNullable(waitsFor), all);
    }

    private static Optional<Expected> waitsFor(List<ObservedEvent> facts) {
        List<Expectation> open = Expectation.of(OrderHistory.of(facts));
        assertThat(open.size()).isLessThanOrEqualTo(1);
        return open.stream().map(Expectation::what).findFirst();
    }
}
