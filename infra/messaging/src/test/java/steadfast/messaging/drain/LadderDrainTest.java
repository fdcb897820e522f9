package steadfast.messaging.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.Engine;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.TestConfig;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.replay.DeadLetterReplay;
import steadfast.messaging.replay.DeadLetterReport;
import steadfast.messaging.replay.ReplayLog;
import steadfast.messaging.replay.ReplayRequest;
import steadfast.messaging.retry.RetryLadder;

/** What an earlier version left of a group with two source topics, on a real broker. */
class LadderDrainTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 100;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");
    private final Map<String, Integer> handled = new ConcurrentHashMap<>();
    private String one;
    private String other;
    private List<OldLadder> old;
    private List<String> letters;

    @BeforeEach
    void anEarlierVersionWasHere() throws Exception {
        one = fixture.newTopic(1);
        other = fixture.newTopic(1);
        old = List.of(new OldLadder(group, one), new OldLadder(group, other));
        letters = new ArrayList<>();
        for (OldLadder ladder : old) {
            ladder.make();
            fixture.raw(ladder.name("dlt")).forEach(letter -> letters.add(ladder.copyOf(letter)));
        }
    }

    @Test
    void allThatWaitsIsHandledAllLettersStayAndWhatWasReplayedIsNotAgain() throws Exception {
        makeTheNewLadder();
        List<DrainedTopic> drained = new ArrayList<>();

        drain(CrashPoints.NONE, drained::add);

        // Three rungs and a tier with one record each, and 8 letters with 3 receipts, of each
        // topic.
        assertThat(drained).hasSize(12);
        assertThat(drained.stream().mapToInt(DrainedTopic::records).sum()).isEqualTo(30);
        everyRecordReachedItsEnd();
    }

    @Test
    @Tag("long")
    void killedAtEachOfItsStepsItEndsAlike() throws Exception {
        makeTheNewLadder();
        int runs = 0;
        boolean ended = false;
        while (!ended) {
            // At the first step, and then at the second, or what was copied is never committed.
            int[] left = {1 + runs % 2};
            try {
                drain(
                        _ -> {
                            if (--left[0] == 0) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        _ -> {});
                ended = true;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("killed");
                assertThat(++runs).isLessThan(MANY);
            }
        }

        // Copies, commits and removals of each of 12 topics.
        assertThat(runs).isGreaterThan(20);
        everyRecordReachedItsEnd();
    }

    @Test
    @Tag("long")
    void killedOnceAtAnyStepItEndsAlike() throws Exception {
        makeTheNewLadder();
        int[] steps = {0};
        drain(_ -> steps[0]++, _ -> {});
        everyRecordReachedItsEnd();

        for (int step = 1; step <= steps[0]; step += 7) {
            LadderDrainTest again = new LadderDrainTest();
            again.anEarlierVersionWasHere();
            again.makeTheNewLadder();
            int[] left = {step};
            assertThatThrownBy(() ->
                            again.drain(
                                    _ -> {
                                        if (--left[0] == 0) {
                                            throw new IllegalStateException("killed");
                                        }
                                    },
                                    _ -> {}))
                    .hasMessage("killed");
            again.drain(CrashPoints.NONE, _ -> {});
            again.everyRecordReachedItsEnd();
        }
    }

    @Test
    void aSecondDrainFindsNothing() throws Exception {
        makeTheNewLadder();
        drain(CrashPoints.NONE, _ -> {});
        awaitTheOldTopicsGone();
        List<DrainedTopic> drained = new ArrayList<>();

        drain(CrashPoints.NONE, drained::add);

        assertThat(drained).isEmpty();
    }

    @Test
    void whileTheGroupRunsNothingIsMoved() throws Exception {
        makeTheNewLadder();
        try (Engine.Running _ = fixture.start(consumers())) {
            fixture.send(one, 1, 1);
            await().atMost(LIMIT).until(() -> handled.containsKey("0"));

            assertThatThrownBy(() -> drain(CrashPoints.NONE, _ -> {}))
                    .isInstanceOf(GroupRunsException.class)
                    .hasMessageContaining(group);
        }

        assertThat(fixture.raw(RetryLadder.dead(group))).isEmpty();
        assertThat(topics()).contains(old.getFirst().name("dlt"));
    }

    @Test
    void aLadderThatTheGroupHasNotMadeIsMade() throws Exception {
        drain(CrashPoints.NONE, _ -> {});

        everyRecordReachedItsEnd();
    }

    private void makeTheNewLadder() throws Exception {
        new TopicSetup(fixture.clients, (short) 1)
                .ensure(RetryLadder.topics(consumers(), new TestConfig()));
    }

    private ConsumerGroup consumers() {
        return new ConsumerGroup(
                group,
                List.of(
                        subscription(one, new Subscription.Mode.Transactional(500)),
                        subscription(other, new Subscription.Mode.Concurrent(10))));
    }

    private Subscription<String> subscription(String topic, Subscription.Mode mode) {
        Subscription<String> subscription =
                Engine.subscription(
                        group,
                        topic,
                        mode,
                        delivery -> {
                            assertThat(delivery.topic()).isEqualTo(topic);
                            handled.merge(delivery.event(), 1, Integer::sum);
                            return Outcome.DONE;
                        });
        // The other one has no tier any more: what was parked goes to the first rung.
        return topic.equals(one) ? subscription.parkingAt("bank") : subscription;
    }

    private void drain(CrashPoints crashPoints, Consumer<DrainedTopic> reports)
            throws InterruptedException {
        try (LadderDrain drain = new LadderDrain(fixture.clients, crashPoints)) {
            drain.drain(group, Set.of(one, other), reports);
        }
    }

    private void everyRecordReachedItsEnd() throws Exception {
        awaitTheOldTopicsGone();
        assertThat(fixture.raw(RetryLadder.dead(group)))
                .extracting(OldLadder::whole)
                .containsExactlyInAnyOrderElementsOf(letters);
        assertThat(fixture.raw(ReplayLog.topic(group)))
                .extracting(receipt -> CloudEventHeaders.text(receipt.headers(), "replayed-by"))
                .containsExactlyInAnyOrder("olga", "otto", "olga", "olga", "otto", "olga");
        assertThat(fixture.raw(ReplayLog.topic(group)))
                .extracting(ConsumerRecord::timestamp)
                .containsOnly(
                        old.getFirst().died.toEpochMilli(), old.getLast().died.toEpochMilli());

        try (Engine.Running _ = fixture.start(consumers())) {
            Set<String> waiting = new HashSet<>();
            old.forEach(ladder -> ladder.waiting().forEach(topic -> waiting.add(topic + " waits")));
            await().atMost(LIMIT).until(() -> handled.keySet().equals(waiting));

            assertThat(replay(false))
                    .isEqualTo(
                            Map.of(
                                    "AlreadyReplayed", 2,
                                    "Replayed", 4,
                                    "Quarantined", 2,
                                    "Unreadable", 6));
            assertThat(replay(false))
                    .isEqualTo(Map.of("AlreadyReplayed", 6, "Quarantined", 2, "Unreadable", 6));
            old.forEach(ladder -> {
                waiting.add(ladder.name("dlt") + " never sent");
                waiting.add(ladder.name("dlt") + " died again");
            });
            await().atMost(LIMIT).until(() -> handled.keySet().equals(waiting));
            assertThat(replay(true))
                    .isEqualTo(Map.of("Replayed", 6, "Quarantined", 2, "Unreadable", 6));
        }
        assertThat(fixture.raw(RetryLadder.dead(group))).hasSameSizeAs(letters);
    }

    /** A broker names a removed topic for a moment longer. */
    private void awaitTheOldTopicsGone() {
        await().atMost(LIMIT)
                .until(() ->
                        topics().stream()
                                .noneMatch(name ->
                                        name.startsWith(group + "." + one)
                                                || name.startsWith(group + "." + other)));
    }

    private Map<String, Integer> replay(boolean again) throws InterruptedException {
        List<DeadLetterReport> reports = new ArrayList<>();
        try (DeadLetterReplay replay =
                new DeadLetterReplay(
                        Map.of("bootstrap.servers", fixture.broker.bootstrapServers()),
                        Clock.systemUTC())) {
            replay.replay(
                    new ReplayRequest(
                            group, Set.of(), null, Integer.MAX_VALUE, false, again, "olga"),
                    reports::add);
        }
        Map<String, Integer> counts = new TreeMap<>();
        reports.forEach(report ->
                counts.merge(report.outcome().getClass().getSimpleName(), 1, Integer::sum));
        return counts;
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            return admin.listTopics().names().get();
        }
    }
}
