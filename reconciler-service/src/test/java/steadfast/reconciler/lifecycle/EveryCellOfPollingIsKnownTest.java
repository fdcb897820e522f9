package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.CARDS_ISSUED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.DELIVERY_EVIDENCE;
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
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_ACTION_REQUIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CANCELLED;
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
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.STOCK_SHORT;
import static steadfast.reconciler.lifecycle.Story.facts;
import static steadfast.reconciler.lifecycle.Story.together;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

class EveryCellOfPollingIsKnownTest {

    private static final Optional<PollGoal> NONE = Optional.empty();

    /** Whatever was known before, these say how the payment ended. */
    private static final Set<Kind> ENDS =
            EnumSet.of(
                    PAYMENT_SUCCEEDED,
                    PAYMENT_DECLINED,
                    PAYMENT_CANCELLED,
                    PAYMENT_REFUNDED,
                    PAYMENT_REFUND_REFUSED,
                    PAYMENT_REFUND_FAILED,
                    PAYMENT_CONFIRMED,
                    PAYMENT_PARTLY_REFUNDED,
                    PAYMENT_DISPUTED,
                    PAYMENT_CONFIRMATION_REQUESTED,
                    ISSUE_CONFIRMATION_REQUESTED,
                    DELIVERY_EVIDENCE,
                    REFUND_REQUESTED,
                    ORDER_HELD,
                    ORDER_PAID,
                    ORDER_COMPLETED,
                    ISSUE_WITHDRAWAL_REQUESTED,
                    CARDS_ISSUED,
                    STOCK_SHORT,
                    ISSUE_WITHDRAWN);

    private static final Set<Kind> SENDS =
            EnumSet.of(
                    PAYMENT_STARTED,
                    PAYMENT_UNRESOLVED,
                    PAYMENT_ACTION_REQUIRED,
                    ORDER_CANCEL_REQUESTED);

    private static final Set<Kind> OVERS = EnumSet.of(ORDER_FAILED, ORDER_EXPIRED);

    /** A state, its aim, and every fact that moves it; any other leaves it as it is. */
    record Row(
            List<ObservedEvent> state,
            Optional<PollGoal> aim,
            Map<Kind, Optional<PollGoal>> moves) {

        @Override
        public String toString() {
            return state.stream().map(ObservedEvent::kind).toList() + " is polled to " + aim;
        }
    }

    static List<Row> table() {
        return List.of(
                row(
                        facts(1, ORDER_SUBMITTED),
                        PollGoal.WAIT,
                        to(SENDS, PollGoal.QUERY_THEN_CLOSE),
                        to(OVERS, PollGoal.CLOSE)),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                        PollGoal.QUERY_THEN_CLOSE,
                        to(OVERS, PollGoal.CLOSE)),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, GATEWAY_CAPTURED),
                        PollGoal.QUERY_THEN_CLOSE,
                        to(OVERS, PollGoal.CLOSE)),
                row(
                        facts(1, PAYMENT_STARTED),
                        PollGoal.QUERY,
                        to(
                                EnumSet.of(ORDER_SUBMITTED, ORDER_RETRY_REQUESTED),
                                PollGoal.QUERY_THEN_CLOSE),
                        to(OVERS, PollGoal.CLOSE)),
                row(facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, ORDER_EXPIRED), PollGoal.CLOSE),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, ORDER_EXPIRED, GATEWAY_CLOSED),
                        PollGoal.CLOSE),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED),
                        PollGoal.CLOSE,
                        Map.of(GATEWAY_CLOSED, NONE)),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, GATEWAY_CLOSED),
                        null,
                        to(
                                EnumSet.of(
                                        PAYMENT_STARTED,
                                        PAYMENT_UNRESOLVED,
                                        PAYMENT_ACTION_REQUIRED),
                                PollGoal.CLOSE)),
                row(facts(1, ORDER_SUBMITTED, PAYMENT_DECLINED, ORDER_FAILED), null),
                row(facts(1, ORDER_SUBMITTED, PAYMENT_CANCELLED), null),
                row(facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED), null),
                row(facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, PAYMENT_SUCCEEDED), null),
                row(facts(1, REFUND_REQUESTED, PAYMENT_REFUNDED), null),
                row(facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED), null));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyFactMovesEveryStateAsTheTableSays(Row row) {
        assertThat(aim(row.state())).isEqualTo(row.aim());
        for (Kind kind : Kind.values()) {
            List<ObservedEvent> more = new ArrayList<>(row.state());
            more.addAll(facts(1, kind));
            Optional<PollGoal> wanted =
                    ENDS.contains(kind) ? NONE : row.moves().getOrDefault(kind, row.aim());
            assertThat(aim(more))
                    .as("%s, then %s", row, kind)
                    .isEqualTo(kind == ORDER_REFUNDED ? row.aim() : wanted);
        }
    }

    @Test
    void theTableVisitsEveryAim() {
        Set<PollGoal> visited = EnumSet.noneOf(PollGoal.class);
        table().forEach(row -> row.aim().ifPresent(visited::add));

        assertThat(visited).containsExactlyInAnyOrder(PollGoal.values());
    }

    @Test
    void aRoundThatTheOrderLeftBehindIsClosedAndTheNextOneIsAskedAbout() {
        SortedMap<Integer, PollGoal> aims =
                PollGoal.of(
                        OrderHistory.of(
                                together(
                                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                                        facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED))));

        assertThat(aims).isEqualTo(Map.of(1, PollGoal.CLOSE, 2, PollGoal.QUERY_THEN_CLOSE));
    }

    @Test
    void aRoundThatStillRunsWhenAnEarlierOnePaidIsClosed() {
        SortedMap<Integer, PollGoal> aims =
                PollGoal.of(
                        OrderHistory.of(
                                together(
                                        facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED, ORDER_PAID),
                                        facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED))));

        assertThat(aims).isEqualTo(Map.of(2, PollGoal.CLOSE));
    }

    private static Map<Kind, Optional<PollGoal>> to(Set<Kind> kinds, PollGoal pollGoal) {
        Map<Kind, Optional<PollGoal>> moves = new EnumMap<>(Kind.class);
        kinds.forEach(kind -> moves.put(kind, Optional.of(pollGoal)));
        return moves;
    }

    @SafeVarargs
    private static Row row(
            List<ObservedEvent> state, PollGoal pollGoal, Map<Kind, Optional<PollGoal>>... moves) {
        Map<Kind, Optional<PollGoal>> all = new EnumMap<>(Kind.class);
        for (Map<Kind, Optional<PollGoal>> some : moves) {
            all.putAll(some);
        }
        return new Row(state, Optional.ofNullable(pollGoal), all);
    }

    private static Optional<PollGoal> aim(List<ObservedEvent> facts) {
        return Optional.ofNullable(PollGoal.of(OrderHistory.of(facts)).get(1));
    }
}
