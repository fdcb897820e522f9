package steadfast.reconciler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.EventCodec;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.WatchedRows;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class WhatIsMissingIsAskedForTest {

    private static final String TOPIC = "operations-events";
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject WatchedRows rows;
    @Inject RepairSweep sweep;
    @Inject MeterRegistry meters;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void theOwnerIsAskedFirstAndThenTheOneItAnswers() {
        OrderStory story = OrderStory.now().submitted().captured(1).paid(1).send(records);

        List<RepairRequested> asked = awaitRepairs(story, 4);

        assertThat(asked.subList(0, 4).stream().map(RepairRequested::owner))
                .containsSubsequence(Owner.FULFILLMENT, Owner.ORDER, Owner.FULFILLMENT);
        assertThat(asked.stream().filter(one -> one.owner() == Owner.FULFILLMENT).findFirst())
                .hasValueSatisfying(one ->
                        assertThat(one.missing())
                                .isEqualTo("CardsIssued or StockShort of round 1"));
        assertThat(meters.counter("steadfast.reconciler.repairs", "owner", "FULFILLMENT").count())
                .isPositive();
    }

    @Test
    void everyRepairIsAnEventOfItsOwnAboutItsOrder() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);
        awaitRepairs(story, 2);

        List<TestRecord> asked = records.all(TOPIC, story.orderId().toString());

        assertThat(asked.stream().map(TestRecord::id)).doesNotHaveDuplicates();
        assertThat(asked).allMatch(one -> "RepairRequested".equals(one.type()));
    }

    @Test
    void theNextRepairIsPlannedEverLater() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);

        WatchedOrder asked = rows.await(story.orderId(), row -> row.repairs() >= 4);

        // 0.3 s doubles past the limit of 1 s that the tests set.
        assertThat(asked.nextRepairAt())
                .isNotNull()
                .isAfter(asked.expectedSince().plusMillis(1000));
        assertThat(asked.nextRepairAt()).isBefore(Instant.now().plusMillis(1_100));
    }

    @Test
    void whatIsSettledIsLeftAlone() {
        OrderStory story = OrderStory.now().submitted().started(1).declined(1).failed(1);
        story.send(records);
        rows.await(story.orderId(), WatchedOrder::settled);
        int asked = records.all(TOPIC, story.orderId().toString()).size();

        OrderStory later = OrderStory.now().submitted().send(records);
        awaitRepairs(later, 3);

        assertThat(records.all(TOPIC, story.orderId().toString())).hasSize(asked);
    }

    @Test
    void theCountBeginsAnewWhenTheOrderMovesOn() {
        OrderStory story = OrderStory.now().submitted().captured(1).paid(1).send(records);
        rows.await(story.orderId(), row -> row.repairs() >= 2);

        OrderStory.send(records, story.cards(1).last());

        WatchedOrder moved =
                rows.await(
                        story.orderId(),
                        row -> row.knowledge().lastFrom(Owner.FULFILLMENT).isPresent());
        assertThat(moved.expectedSince()).isAfter(story.expiresAt().minusSeconds(1800));
        assertThat(moved.repairs()).isLessThan(2);
    }

    @Test
    void manySweepsAtOnceAskForEachOrderOnlyOnceAtATime() {
        List<OrderStory> stories = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stories.add(OrderStory.now().submitted().send(records));
        }
        stories.forEach(rows::awaitAll);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            await().atMost(GENEROUS)
                    .until(() -> {
                        threads.invokeAll(Collections.nCopies(8, sweepOnce()));
                        return stories.stream().allMatch(story -> asked(story) >= 3);
                    });
        }

        List<String> published = records.all(TOPIC).stream().map(TestRecord::key).toList();
        for (OrderStory story : stories) {
            assertThat(Collections.frequency(published, story.orderId().toString()))
                    .as("never more said than counted")
                    .isLessThanOrEqualTo(asked(story));
        }
    }

    private int asked(OrderStory story) {
        return rows.find(story.orderId()).orElseThrow().repairs();
    }

    private Callable<Void> sweepOnce() {
        return () -> {
            sweep.sweep();
            return null;
        };
    }

    private List<RepairRequested> awaitRepairs(OrderStory story, int atLeast) {
        await().atMost(GENEROUS)
                .until(() -> records.all(TOPIC, story.orderId().toString()).size() >= atLeast);
        EventCodec codec = new EventCodec();
        return records.all(TOPIC, story.orderId().toString()).stream()
                .map(one ->
                        (RepairRequested)
                                codec.decode(
                                        TOPIC,
                                        one.type(),
                                        one.value()
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList();
    }
}
