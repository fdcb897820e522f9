package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Delivery;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.TestConfig;
import steadfast.messaging.loop.CrashPoints;

/** A bank is sick: what needs it is parked, on the real broker, until the gate opens. */
class ParkingTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Outcome PARK = new Outcome.Retry("circuit-open", "bank is sick", "bank");

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final AtomicBoolean well = new AtomicBoolean();
    private final Map<String, Set<Integer>> attempts = new ConcurrentHashMap<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @Test
    void aParkedRecordWaitsForTheGateWithItsAttemptsUnchangedWhileOthersGoOn() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 20, 20);
        Handler<String> everySecondNeedsTheBank =
                delivery ->
                        Integer.parseInt(delivery.event()) % 2 == 0 && !well.get()
                                ? record(delivery, PARK)
                                : record(delivery, Outcome.DONE);

        try (Engine.Running _ = start(group, topic, everySecondNeedsTheBank)) {
            awaitParked(group, 10);
            await().atMost(LIMIT).until(() -> done.size() == 10);
            well.set(true);
            await().atMost(LIMIT).until(() -> done.size() == 20);
        }

        assertThat(attempts.values()).containsOnly(Set.of(1));
    }

    @Test
    void aRecordThatFailedBeforeItWasParkedKeepsItsAttemptsOverARestart() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 5, 5);
        Handler<String> failsOnceThenNeedsTheBank =
                delivery -> {
                    if (delivery.attempt() == 1) {
                        return record(delivery, new Outcome.Retry("busy", "once"));
                    }
                    return record(delivery, well.get() ? Outcome.DONE : PARK);
                };
        try (Engine.Running _ = start(group, topic, failsOnceThenNeedsTheBank)) {
            awaitParked(group, 5);
        }

        well.set(true);
        try (Engine.Running _ = start(group, topic, failsOnceThenNeedsTheBank)) {
            await().atMost(LIMIT).until(() -> done.size() == 5);
        }

        assertThat(attempts.values()).containsOnly(Set.of(1, 2));
        assertThat(fixture.records.all(RetryLadder.parked(group, "bank")))
                .allSatisfy(record ->
                        assertThat(record.headers())
                                .containsEntry("failure-attempt", "1")
                                .containsEntry("failure-kind", "circuit-open")
                                .doesNotContainKey("retry-due-at"));
    }

    @Test
    void whatIsParkedSurvivesThatItsPartitionsGoToAnotherInstanceAndComeBack() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 200, 200);
        Handler<String> needsTheBank =
                delivery -> record(delivery, well.get() ? Outcome.DONE : PARK);

        TestConfig noRungs =
                new TestConfig() {
                    @Override
                    public List<Duration> delays() {
                        return List.of();
                    }

                    @Override
                    public int partitions() {
                        return 4;
                    }
                };

        try (Engine.Running _ = start(group, topic, needsTheBank, noRungs)) {
            awaitParked(group, 200);
            await().atMost(LIMIT).until(() -> parkedPartitionsByMember(group).equals(List.of(4L)));
            try (Engine.Running _ = start(group, topic, needsTheBank, noRungs)) {
                await().atMost(LIMIT)
                        .until(() -> parkedPartitionsByMember(group).equals(List.of(2L, 2L)));
            }
            await().atMost(LIMIT).until(() -> parkedPartitionsByMember(group).equals(List.of(4L)));
            assertThat(done).isEmpty();
            well.set(true);
            await().atMost(LIMIT).until(() -> done.size() == 200);
        }

        assertThat(attempts.values()).containsOnly(Set.of(1));
    }

    @Test
    void howeverMuchIsParkedWhatIsDueIsStillHandled() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        int many = RetryQueue.MAX_PARKED * 3;
        fixture.send(topic, many, many);
        AtomicInteger retries = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    if (!delivery.key().equals("late")) {
                        return record(delivery, well.get() ? Outcome.DONE : PARK);
                    }
                    retries.incrementAndGet();
                    return delivery.attempt() == 1
                            ? new Outcome.Retry("busy", "once")
                            : record(delivery, Outcome.DONE);
                };
        TestConfig littleRoom =
                new TestConfig() {
                    @Override
                    public int maxWaiting() {
                        return 100;
                    }
                };

        try (Engine.Running _ = start(group, topic, handler, littleRoom)) {
            awaitParked(group, many);
            fixture.sendRaw(MessagingFixture.known(topic, "late", "late"));
            await().atMost(LIMIT).until(() -> done.contains("late"));
            assertThat(done).containsExactly("late");
            well.set(true);
            await().atMost(LIMIT).until(() -> done.size() == many + 1);
        }

        assertThat(retries.get()).isGreaterThanOrEqualTo(2);
    }

    private Outcome record(Delivery<String> delivery, Outcome outcome) {
        attempts.computeIfAbsent(delivery.event(), _ -> ConcurrentHashMap.newKeySet())
                .add(delivery.attempt());
        if (outcome instanceof Outcome.Done) {
            done.add(delivery.event());
        }
        return outcome;
    }

    private Engine.Running start(String group, String topic, Handler<String> handler)
            throws Exception {
        return start(group, topic, handler, new TestConfig());
    }

    private Engine.Running start(
            String group, String topic, Handler<String> handler, TestConfig config)
            throws Exception {
        return fixture.start(
                Engine.subscription(group, topic, new Subscription.Mode.Concurrent(10), handler)
                        .parkingAt("bank"),
                CrashPoints.NONE,
                config,
                (_, waiting) -> well.get() ? waiting : 0);
    }

    private List<Long> parkedPartitionsByMember(String group) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            return admin
                    .describeConsumerGroups(List.of(group + ".retry"))
                    .all()
                    .get()
                    .get(group + ".retry")
                    .members()
                    .stream()
                    .map(member -> (long) member.assignment().topicPartitions().size())
                    .toList();
        }
    }

    private void awaitParked(String group, int count) {
        await().atMost(LIMIT)
                .until(() ->
                        fixture.records.all(RetryLadder.parked(group, "bank")).size() >= count);
    }
}
