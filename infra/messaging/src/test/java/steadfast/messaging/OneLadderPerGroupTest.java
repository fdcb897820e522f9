package steadfast.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Subscription.Mode;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.replay.DeadLetterReplay;
import steadfast.messaging.replay.DeadLetterReport;
import steadfast.messaging.replay.ReplayRequest;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/** A group with two source topics, whose failed records share one ladder. */
class OneLadderPerGroupTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FLOOD = 2_000;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");

    /** Each once: a transaction that another record spoilt is run again. */
    private final Map<String, Set<String>> handledByTopic = new ConcurrentHashMap<>();

    private String one;
    private String other;

    @BeforeEach
    void topics() throws Exception {
        one = fixture.newTopic(1);
        other = fixture.newTopic(1);
    }

    @Test
    void eachSubscriptionGetsItsOwnRecordsBackWhateverItsMode() throws Exception {
        fixture.send(one, 20, 20);
        fixture.send(other, 20, 20);

        try (Engine.Running _ =
                fixture.start(
                        new ConsumerGroup(
                                group,
                                List.of(
                                        failingOnce(one, new Mode.Transactional(500)),
                                        failingOnce(other, new Mode.Concurrent(10)))))) {
            await().atMost(LIMIT)
                    .until(() ->
                            handled(one).size() == 20
                                    && handled(other).size() == 20
                                    && letters().size() == 2);
        }

        assertThat(fixture.records.all(RetryLadder.retry(group, 1)))
                .extracting(record -> record.headers().get("origin-topic"))
                .contains(one, other);
        assertThat(letters())
                .extracting(letter -> letter.headers().get("origin-topic"))
                .containsExactlyInAnyOrder(one, other);
    }

    @Test
    void aFloodOfOneTopicsRetriesMakesNoOtherOneLate() throws Exception {
        AtomicInteger ofTheFlood = new AtomicInteger();
        AtomicInteger whenTheOtherCame = new AtomicInteger(-1);
        CountDownLatch go = new CountDownLatch(1);
        Subscription<String> both =
                new Subscription<>(
                        group,
                        Set.of(one, other),
                        new Mode.Concurrent(20),
                        (_, _, value) -> new String(value, UTF_8),
                        delivery -> {
                            if (delivery.attempt() == 1) {
                                return new Outcome.Retry("busy", "once");
                            }
                            if (delivery.topic().equals(other)) {
                                whenTheOtherCame.set(ofTheFlood.get());
                            } else {
                                go.await();
                                ofTheFlood.incrementAndGet();
                            }
                            return Outcome.DONE;
                        });
        fixture.send(one, FLOOD, FLOOD);

        try (Engine.Running _ = fixture.start(both, CrashPoints.NONE)) {
            awaitWaiting(FLOOD);
            fixture.sendRaw(MessagingFixture.known(other, "of no other record", "x"));
            // The last of them is due, and waits for a thread as all others do.
            await().atMost(LIMIT).until(() -> handedOver() == FLOOD + 1);
            go.countDown();
            await().atMost(LIMIT).until(() -> ofTheFlood.get() == FLOOD);
        }

        assertThat(whenTheOtherCame.get()).isBetween(0, FLOOD / 10);
    }

    @Test
    void aWaitingRecordOfATopicThatTheGroupLeftIsADeadLetterAndComesBackWithTheTopic()
            throws Exception {
        List<Subscription<?>> both =
                List.of(
                        failingOnce(one, new Mode.Concurrent(10)),
                        failingOnce(other, new Mode.Concurrent(10)));
        try (Engine.Running running = fixture.start(new ConsumerGroup(group, both))) {
            running.waiting().close();
            fixture.send(other, 1, 1);
            awaitWaiting(1);
        }
        try (Engine.Running _ = fixture.start(new ConsumerGroup(group, both.subList(0, 1)))) {
            await().atMost(LIMIT).until(() -> letters().size() == 1);
        }

        assertThat(letters().getFirst().headers())
                .containsEntry("origin-topic", other)
                .containsEntry("failure-kind", "not-consumed");
        assertThat(letters().getFirst().headers().get("failure-reason")).contains(other);
        assertThat(handled(other)).isEmpty();
        try (Engine.Running _ = fixture.start(new ConsumerGroup(group, both))) {
            assertThat(replay(other)).isNotEmpty();
            await().atMost(LIMIT).until(() -> !handled(other).isEmpty());
        }
    }

    /** How many waiting records were due and given to a worker. */
    private long handedOver() {
        return fixture.meters.get("messaging.retry.lateness").tag("group", group).timer().count();
    }

    private void awaitWaiting(int count) {
        await().atMost(LIMIT)
                .until(() -> fixture.records.all(RetryLadder.retry(group, 1)).size() >= count);
    }

    /** The one with number 7 is dead at once. */
    private Subscription<String> failingOnce(String topic, Mode mode) {
        return Engine.subscription(
                group,
                topic,
                mode,
                delivery -> {
                    assertThat(delivery.topic()).isEqualTo(topic);
                    if (delivery.attempt() == 1 && delivery.replayCount() == 0) {
                        return new Outcome.Retry("busy", "once");
                    }
                    handledByTopic
                            .computeIfAbsent(topic, _ -> ConcurrentHashMap.newKeySet())
                            .add(delivery.event());
                    return delivery.event().equals("7") && delivery.replayCount() == 0
                            ? new Outcome.Dead("odd", "seven")
                            : Outcome.DONE;
                });
    }

    private Set<String> handled(String topic) {
        return handledByTopic.getOrDefault(topic, Set.of());
    }

    private List<TestRecord> letters() {
        return fixture.records.all(RetryLadder.dead(group));
    }

    private List<DeadLetterReport> replay(String topic) throws InterruptedException {
        List<DeadLetterReport> reports = new ArrayList<>();
        try (DeadLetterReplay replay =
                new DeadLetterReplay(
                        Map.of("bootstrap.servers", fixture.broker.bootstrapServers()),
                        Clock.systemUTC())) {
            replay.replay(
                    new ReplayRequest(
                            group, Set.of(topic), null, Integer.MAX_VALUE, false, false, "olga"),
                    reports::add);
        }
        return reports;
    }
}
