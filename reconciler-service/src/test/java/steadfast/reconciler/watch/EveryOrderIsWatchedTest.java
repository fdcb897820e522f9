package steadfast.reconciler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Owner;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.WatchedRows;
import steadfast.reconciler.lifecycle.Expectation;
import steadfast.reconciler.lifecycle.Expected;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class EveryOrderIsWatchedTest {

    @Inject WatchedRows rows;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void anOrderIsWatchedFromItsFirstEventOn() {
        OrderStory story = OrderStory.now().submitted().send(records);

        WatchedOrder row = rows.awaitAll(story);

        assertThat(row.settled()).isFalse();
        assertThat(row.round()).isEqualTo(1);
        assertThat(row.storefront()).isEqualTo("corner-shop");
        assertThat(row.sku()).isEqualTo("STEAM-50");
        assertThat(row.quantity()).isEqualTo(2);
        assertThat(row.total()).isEqualTo(new Money(10_00, "CNY"));
        assertThat(row.expiresAt()).isEqualTo(story.expiresAt());
        assertThat(row.expectations())
                .containsExactly(new Expectation(Expected.PAYMENT_STARTED, 1));
        assertThat(row.overdueAt()).isNotNull();
        assertThat(row.nextRepairAt()).isNotNull();
    }

    @Test
    void theWholeWayOfAnOrderSettlesIt() {
        OrderStory story =
                OrderStory.now()
                        .submitted()
                        .started(1)
                        .captured(1)
                        .paid(1)
                        .cards(1)
                        .completed(1)
                        .send(records);

        WatchedOrder row = rows.awaitAll(story);

        assertThat(row.settled()).isTrue();
        assertThat(row.expectations()).isEmpty();
        assertThat(row.nextRepairAt()).isNull();
        assertThat(row.overdueAt()).isNull();
        for (Owner owner : Owner.values()) {
            assertThat(row.knowledge().lastFrom(owner)).as("last of %s", owner).isPresent();
        }
        assertThat(row.knowledge().lastFrom(Owner.PAYMENT).orElseThrow().kind())
                .isEqualTo(ObservedEvent.Kind.PAYMENT_SUCCEEDED);
    }

    @Test
    void aFinalEventThatComesFirstIsATombstone() {
        OrderStory story =
                OrderStory.now().submitted().started(1).captured(1).paid(1).cards(1).completed(1);
        OrderStory.send(records, story.last());
        rows.await(story.orderId(), WatchedOrder::settled);

        for (OrderStory.Published late : story.published()) {
            OrderStory.send(records, late);
        }

        WatchedOrder row = rows.awaitAll(story);
        assertThat(row.settled()).isTrue();
        assertThat(row.nextRepairAt()).isNull();
    }

    @Test
    void onlyARetryWithAHigherRoundReopensAFailedOrder() {
        OrderStory story = OrderStory.now().submitted().started(1).declined(1).failed(1);
        story.send(records);
        rows.await(story.orderId(), WatchedOrder::settled);

        OrderStory.send(records, story.retried(2).last());

        WatchedOrder row = rows.await(story.orderId(), one -> one.round() == 2);
        assertThat(row.settled()).isFalse();
        assertThat(row.expectations())
                .containsExactly(new Expectation(Expected.PAYMENT_STARTED, 2));
        assertThat(row.expiresAt()).isEqualTo(story.expiresAt().plusSeconds(120));
    }

    @Test
    void aDuplicateMovesNothingNotEvenTheClock() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);
        WatchedOrder before = rows.awaitAll(story);

        story.send(records);
        // A new fact that changes no expectation; on its topic it comes after the duplicates.
        OrderStory.send(records, story.unresolved(1).last());

        WatchedOrder after = rows.awaitAll(story);
        assertThat(after.expectations())
                .containsExactly(new Expectation(Expected.PAYMENT_RESULT, 1));
        assertThat(after.expectedSince()).isEqualTo(before.expectedSince());
        assertThat(after.overdueAt()).isEqualTo(before.overdueAt());
        assertThat(after.firstReceivedAt()).isEqualTo(before.firstReceivedAt());
    }

    static Stream<UnaryOperator<OrderStory>> histories() {
        return Stream.of(
                s -> s.submitted().started(1).captured(1).paid(1).cards(1).completed(1),
                s -> s.submitted().started(1).declined(1).failed(1),
                s -> s.submitted().cancelRequested(1).cancelled(1).failed(1),
                s -> s.submitted().started(1).unresolved(1).expired(1),
                s ->
                        s.submitted()
                                .captured(1)
                                .paid(1)
                                .stockShort(1)
                                .withdrawalRequested(1)
                                .withdrawn(1)
                                .refundRequested(1)
                                .refunded(1)
                                .orderRefunded(1),
                s ->
                        s.submitted()
                                .declined(1)
                                .failed(1)
                                .retried(2)
                                .captured(2)
                                .paid(2)
                                .cards(2)
                                .completed(2)
                                .captured(1)
                                .refundRequested(1)
                                .refunded(1));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void twiceLateAndInAnyOrderComesToTheSameRow(UnaryOperator<OrderStory> history) {
        Random random = new Random(7);
        List<OrderStory> shuffled = new ArrayList<>();
        for (int permutation = 0; permutation < 6; permutation++) {
            OrderStory story = history.apply(OrderStory.now());
            List<OrderStory.Published> wire = new ArrayList<>(story.published());
            wire.addAll(story.published());
            Collections.shuffle(wire, random);
            wire.forEach(one -> OrderStory.send(records, one));
            shuffled.add(story);
        }

        for (OrderStory story : shuffled) {
            WatchedOrder row = rows.awaitAll(story);
            assertThat(row.settled()).as("%s", row.knowledge()).isTrue();
            assertThat(row.expectations()).isEmpty();
            assertThat(row.nextRepairAt()).isNull();
            assertThat(row.overdueAt()).isNull();
            assertThat(row.expiresAt()).isAfterOrEqualTo(story.expiresAt());
            assertThat(row.storefront()).isEqualTo("corner-shop");
        }
    }
}
