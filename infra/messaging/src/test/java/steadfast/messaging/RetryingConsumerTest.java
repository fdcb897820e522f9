package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

class RetryingConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordClimbsEveryRungNeverEarlyAndThenDies(boolean transactional) throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 10, 10);
        Map<String, List<Instant>> calls = new ConcurrentHashMap<>();
        Map<String, List<Integer>> attempts = new ConcurrentHashMap<>();
        Handler<String> handler =
                delivery -> {
                    calls.computeIfAbsent(delivery.event(), _ -> new CopyOnWriteArrayList<>())
                            .add(Instant.now());
                    attempts.computeIfAbsent(delivery.event(), _ -> new CopyOnWriteArrayList<>())
                            .add(delivery.attempt());
                    assertThat(delivery.topic()).isEqualTo(topic);
                    return delivery.event().equals("3")
                            ? new Outcome.Retry("busy", "not now")
                            : Outcome.DONE;
                };

        try (Engine.Running _ = start(group, topic, transactional, handler)) {
            await().atMost(LIMIT).until(() -> dead(group).size() == 1);
        }

        assertThat(attempts.get("3").stream().distinct()).containsExactly(1, 2, 3, 4);
        List<Instant> times = calls.get("3");
        assertThat(Duration.between(times.getFirst(), times.getLast()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200 + 400 + 800));
        TestRecord letter = dead(group).getFirst();
        assertThat(letter.value()).isEqualTo("3");
        assertThat(letter.headers())
                .containsEntry("failure-attempt", "4")
                .containsEntry("failure-kind", "busy")
                .containsEntry("origin-topic", topic)
                .containsEntry("origin-offset", "3")
                .doesNotContainKey("retry-due-at");
    }

    @Test
    void whatIsDueEarlierIsNotHeldUpByWhatIsDueLater() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 2, 2);
        List<String> done = new CopyOnWriteArrayList<>();
        AtomicInteger slowFailures = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    boolean slow = delivery.event().equals("0");
                    if (slow && slowFailures.incrementAndGet() <= 3) {
                        return new Outcome.Retry("slow", "three times");
                    }
                    if (!slow && delivery.attempt() == 1) {
                        return new Outcome.Retry("quick", "once");
                    }
                    done.add(delivery.event());
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(group, topic, false, handler)) {
            await().atMost(LIMIT).until(() -> done.size() == 2);
        }

        assertThat(done).containsExactly("1", "0");
    }

    @Test
    void attemptsAndDueTimesSurviveARestart() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 1, 1);
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        Handler<String> handler =
                delivery -> {
                    attempts.add(delivery.attempt());
                    return new Outcome.Retry("busy", "not now");
                };

        try (Engine.Running _ = start(group, topic, false, handler)) {
            await().atMost(LIMIT).until(() -> attempts.size() == 2);
        }
        try (Engine.Running _ = start(group, topic, false, handler)) {
            await().atMost(LIMIT).until(() -> dead(group).size() == 1);
        }

        assertThat(attempts.stream().distinct()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aStrayRecordOnARungGoesToTheDeadLettersAndTheRungGoesOn() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        AtomicInteger done = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    if (delivery.attempt() == 1) {
                        return new Outcome.Retry("busy", "once");
                    }
                    done.incrementAndGet();
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(group, topic, false, handler)) {
            ProducerRecord<byte[], byte[]> stray =
                    MessagingFixture.known(RetryLadder.retry(group, 1), "stray", "stray");
            CloudEventHeaders.put(stray.headers(), FailureHeaders.ORIGIN_TOPIC, "nowhere");
            fixture.sendRaw(stray);
            fixture.sendRaw(MessagingFixture.known(topic, "good", "good"));
            await().atMost(LIMIT).until(() -> done.get() == 1 && dead(group).size() == 1);
        }

        assertThat(dead(group).getFirst().value()).isEqualTo("stray");
    }

    private Engine.Running start(
            String group, String topic, boolean transactional, Handler<String> handler)
            throws Exception {
        Subscription.Mode mode =
                transactional
                        ? new Subscription.Mode.Transactional(500)
                        : new Subscription.Mode.Concurrent(10);
        return fixture.start(Engine.subscription(group, topic, mode, handler), CrashPoints.NONE);
    }

    private List<TestRecord> dead(String group) {
        return fixture.records.all(RetryLadder.dead(group));
    }
}
