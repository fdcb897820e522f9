package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.Story.facts;
import static steadfast.reconciler.lifecycle.Story.together;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Event;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

class OrderOfArrivalDoesNotMatterTest {

    static List<List<ObservedEvent>> histories() {
        return List.of(
                facts(
                        1,
                        Kind.ORDER_SUBMITTED,
                        Kind.PAYMENT_STARTED,
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.ORDER_PAID,
                        Kind.STOCK_SHORT,
                        Kind.CARDS_ISSUED,
                        Kind.ORDER_COMPLETED),
                facts(
                        1,
                        Kind.ORDER_SUBMITTED,
                        Kind.PAYMENT_STARTED,
                        Kind.ORDER_CANCEL_REQUESTED,
                        Kind.PAYMENT_CANCELLED,
                        Kind.ORDER_FAILED),
                facts(
                        1,
                        Kind.ORDER_SUBMITTED,
                        Kind.PAYMENT_UNRESOLVED,
                        Kind.ORDER_EXPIRED,
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.REFUND_REQUESTED,
                        Kind.PAYMENT_REFUNDED,
                        Kind.ORDER_REFUNDED),
                facts(
                        1,
                        Kind.ORDER_SUBMITTED,
                        Kind.ORDER_PAID,
                        Kind.PAYMENT_DISPUTED,
                        Kind.PAYMENT_REFUNDED,
                        Kind.ISSUE_WITHDRAWAL_REQUESTED,
                        Kind.ORDER_REFUNDED),
                facts(
                        1,
                        Kind.ORDER_EXPIRED,
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.ORDER_HELD,
                        Kind.REFUND_REQUESTED,
                        Kind.PAYMENT_REFUNDED,
                        Kind.ORDER_REFUNDED),
                facts(
                        1,
                        Kind.ORDER_EXPIRED,
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.ORDER_HELD,
                        Kind.ORDER_PAID,
                        Kind.CARDS_ISSUED,
                        Kind.ORDER_COMPLETED),
                together(
                        facts(1, Kind.ORDER_SUBMITTED, Kind.PAYMENT_DECLINED, Kind.ORDER_FAILED),
                        facts(
                                2,
                                Kind.ORDER_RETRY_REQUESTED,
                                Kind.ORDER_PAID,
                                Kind.CARDS_ISSUED,
                                Kind.ORDER_COMPLETED)));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyPermutationOfAFinishedHistoryIsFinal(List<ObservedEvent> history) {
        OrderHistory inOrder = OrderHistory.of(history);
        List<List<ObservedEvent>> permutations = new ArrayList<>();
        permute(new ArrayList<>(history), 0, permutations);

        for (List<ObservedEvent> permutation : permutations) {
            OrderHistory orderHistory = OrderHistory.of(List.of());
            for (ObservedEvent observedEvent : permutation) {
                orderHistory = orderHistory.with(observedEvent).with(observedEvent);
            }
            assertThat(orderHistory).isEqualTo(inOrder);
            assertThat(orderHistory.facts()).isEqualTo(inOrder.facts());
            assertThat(Expectation.of(orderHistory)).as("%s", permutation).isEmpty();
        }
        assertThat(permutations.size()).isGreaterThanOrEqualTo(120);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void theEndAloneIsATombstoneThatNothingEarlierReopens(List<ObservedEvent> history) {
        ObservedEvent end = history.getLast();
        Random random = new Random(11);
        for (int walk = 0; walk < 200; walk++) {
            List<ObservedEvent> rest =
                    new ArrayList<>(
                            history.stream()
                                    .filter(observedEvent -> observedEvent.round() == end.round())
                                    .toList());
            Collections.shuffle(rest, random);
            OrderHistory orderHistory = OrderHistory.of(List.of(end));
            assertThat(Expectation.of(orderHistory)).isEmpty();
            for (ObservedEvent late : rest) {
                orderHistory = orderHistory.with(late);
                assertThat(Expectation.of(orderHistory)).as("%s", orderHistory).isEmpty();
            }
        }
    }

    @Test
    void whateverWasHeardThereIsAnAnswerAndAnOpenRoundHasSomebodyToAsk() {
        Random random = new Random(5);
        Kind[] kinds = Kind.values();
        for (int walk = 0; walk < 20_000; walk++) {
            OrderHistory orderHistory = OrderHistory.of(List.of());
            for (int step = 0; step < 1 + random.nextInt(12); step++) {
                orderHistory =
                        orderHistory.with(
                                facts(1 + random.nextInt(3), kinds[random.nextInt(kinds.length)])
                                        .getFirst());
            }
            List<Expectation> open = Expectation.of(orderHistory);
            boolean onlyAPersonHelps =
                    open.stream()
                            .allMatch(one ->
                                    one.what() == Expected.DECISION_ON_REFUSED_REFUND
                                            || one.what() == Expected.DECISION_ON_HELD_PAYMENT);
            assertThat(Expectation.asks(open).isEmpty())
                    .as("%s", orderHistory)
                    .isEqualTo(onlyAPersonHelps);
            assertThat(open.isEmpty() && !ended(orderHistory)).as("%s", orderHistory).isFalse();
        }
    }

    @Test
    void everyEventOfTheWayIsAFactOfItsOwnKind() {
        List<Event> events =
                OrderStory.now()
                        .submitted()
                        .retried(2)
                        .cancelRequested(1)
                        .paid(1)
                        .withdrawalRequested(1)
                        .refundRequested(1)
                        .completed(1)
                        .failed(1)
                        .expired(1)
                        .held(1)
                        .orderRefunded(1)
                        .started(1)
                        .actionRequired(1)
                        .captured(1)
                        .declined(1)
                        .unresolved(1)
                        .cancelled(1)
                        .refunded(1)
                        .refundRefused(1)
                        .cards(1)
                        .stockShort(1)
                        .withdrawn(1)
                        .paymentConfirmationRequested(1)
                        .paymentCheckRequested(1)
                        .paymentConfirmed(1)
                        .partlyRefunded(1)
                        .disputed(1)
                        .refundFailed(1)
                        .issueConfirmationRequested(1)
                        .evidence(1)
                        .published()
                        .stream()
                        .map(OrderStory.Published::event)
                        .toList();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);

        for (Event event : events) {
            ObservedEvent observedEvent = ObservedEvent.of(event, java.time.Instant.EPOCH);
            kinds.add(observedEvent.kind());
            assertThat(observedEvent.kind().name().replace("_", ""))
                    .isEqualToIgnoringCase(event.getClass().getSimpleName());
        }

        Set<Kind> ours =
                EnumSet.of(
                        Kind.GATEWAY_CAPTURED,
                        Kind.GATEWAY_CLOSED,
                        Kind.WRITTEN_OFF,
                        Kind.REFUND_ACCEPTED,
                        Kind.PART_REFUND_ACCEPTED,
                        Kind.DISPUTE_ACCEPTED);
        kinds.addAll(ours);
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(kinds.stream().filter(kind -> kind.owner().isEmpty()))
                .as("found out by ourselves, so no owner's event")
                .containsExactlyInAnyOrderElementsOf(ours);
    }

    private static boolean ended(OrderHistory orderHistory) {
        return orderHistory.facts().stream()
                .anyMatch(observedEvent ->
                        switch (observedEvent.kind()) {
                            case ORDER_COMPLETED, ORDER_FAILED, ORDER_EXPIRED, ORDER_REFUNDED ->
                                    true;
                            default -> false;
                        });
    }

    private static void permute(
            List<ObservedEvent> facts, int from, List<List<ObservedEvent>> found) {
        if (from == facts.size()) {
            found.add(List.copyOf(facts));
            return;
        }
        for (int swap = from; swap < facts.size(); swap++) {
            Collections.swap(facts, from, swap);
            permute(facts, from + 1, found);
            Collections.swap(facts, from, swap);
        }
    }
}
