package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.testkit.TestRecord;

/** Relays that die at every turn, and committers that overtake each other. */
@Tag("long")
class OutboxStormTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int KEYS = 8;
    private static final int EVENTS_OF_A_KEY = 150;

    private static final String CUT_OFF_THE_RELAY =
            "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and granted";

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final OutboxFixture outbox = new OutboxFixture(fixture);

    @BeforeEach
    void createTable() throws Exception {
        outbox.createTable();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        outbox.dropTable();
    }

    @Test
    void aRowThatDrewItsNumberEarlyAndCommitsAfterLaterOnesWereSentIsSentToo() throws Exception {
        String topic = fixture.newTopic(1);
        try (OutboxRelay _ = outbox.startRelay(CrashPoints.NONE);
                Connection slow = fixture.connect()) {
            slow.setAutoCommit(false);
            for (int round = 0; round < 5; round++) {
                UUID late = outbox.insert(slow, topic, "slow", String.valueOf(round));
                UUID overtaking = outbox.insert(topic, "quick", String.valueOf(round));
                await().atMost(LIMIT).until(() -> isPublished(topic, overtaking) && outbox.empty());
                assertThat(isPublished(topic, late)).isFalse();

                slow.commit();

                await().atMost(LIMIT).until(() -> isPublished(topic, late));
            }
        }

        assertThat(FirstSaid.ofEachKey(fixture.records.all(topic)))
                .isEqualTo(Map.of("slow", List.of(0, 1, 2, 3, 4), "quick", List.of(0, 1, 2, 3, 4)));
    }

    @Test
    void relaysThatLoseTheirConnectionOrDieAfterSendingKeepTheOrderAndTheIds() throws Exception {
        String topic = fixture.newTopic(3);
        AtomicInteger deaths = new AtomicInteger();
        AtomicInteger cuts = new AtomicInteger();
        AtomicInteger passes = new AtomicInteger();
        CrashPoints dieOften =
                step -> {
                    if (step == CrashPoints.Step.OUTBOX_SENT && passes.incrementAndGet() % 4 == 0) {
                        deaths.incrementAndGet();
                        throw new IllegalStateException("planted");
                    }
                };
        Map<UUID, String> written;
        try (OutboxRelay _ = outbox.startRelay(dieOften);
                OutboxRelay _ = outbox.startRelay(dieOften);
                ExecutorService writers = Executors.newFixedThreadPool(KEYS)) {
            // Until it was hit often enough: a slow relay sends more at once, and passes a step
            // less often.
            BooleanSupplier hit = () -> cuts.get() >= 3 && deaths.get() >= 3;
            Future<Map<UUID, String>> writing = writers.submit(() -> writeAll(topic, hit));
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> {
                        cuts.addAndGet((int) fixture.count(CUT_OFF_THE_RELAY));
                        return writing.isDone();
                    });
            written = writing.get();
            await().atMost(LIMIT).until(outbox::empty);
        }

        List<TestRecord> published = fixture.records.all(topic);
        Map<UUID, Set<String>> events = new HashMap<>();
        published.forEach(record ->
                events.computeIfAbsent(UUID.fromString(record.id()), _ -> new HashSet<>())
                        .add(record.key() + "/" + record.value()));
        assertThat(events.keySet()).isEqualTo(written.keySet());
        // Said again under the same ID, and the same thing.
        assertThat(events)
                .allSatisfy((id, sayings) -> assertThat(sayings).containsExactly(written.get(id)));
        assertThat(published.size()).isGreaterThan(written.size());
        assertThat(FirstSaid.ofEachKey(published).values())
                .hasSize(KEYS)
                .allSatisfy(numbers ->
                        assertThat(numbers)
                                .hasSizeGreaterThanOrEqualTo(EVENTS_OF_A_KEY)
                                .isSorted());
    }

    @Test
    void aRowThatTheTopicRefusesShowsStopsItsKeyAloneAndGoesOutWhenTheLimitIsRaised()
            throws Exception {
        String topic = fixture.newTopic(1);
        UUID refused = outbox.insert(topic, "large", "1".repeat(1_500_000));
        UUID behind = outbox.insert(topic, "large", "2");
        try (OutboxRelay _ = outbox.startRelay(CrashPoints.NONE)) {
            await().atMost(LIMIT)
                    .until(() -> outbox.meters.get("outbox.blocked.keys").gauge().value() == 1);
            for (int number = 0; number < 20; number++) {
                UUID good = outbox.insert(topic, "good", String.valueOf(number));
                await().atMost(LIMIT).until(() -> isPublished(topic, good));
            }
            assertThat(outbox.rows()).isEqualTo(2);

            try (var admin = fixture.clients.admin()) {
                TopicSettings.set(admin, topic, "max.message.bytes", "2097152");
            }
            await().atMost(LIMIT).until(outbox::empty);
        }

        assertThat(fixture.records.all(topic, "large"))
                .extracting(TestRecord::id)
                .containsExactly(refused.toString(), behind.toString());
    }

    /** A thread a key; its row is locked, as an aggregate's is, before a number is drawn. */
    private Map<UUID, String> writeAll(String topic, BooleanSupplier enough) throws Exception {
        Map<UUID, String> written = new ConcurrentHashMap<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(KEYS)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int writer = 0; writer < KEYS; writer++) {
                String key = "key-" + writer;
                all.add(() -> {
                    writeKey(topic, key, enough, written);
                    return null;
                });
            }
            for (Future<Void> one : writers.invokeAll(all)) {
                one.get();
            }
        }
        return written;
    }

    private void writeKey(
            String topic, String key, BooleanSupplier enough, Map<UUID, String> written)
            throws Exception {
        try (Connection connection = fixture.connect()) {
            connection.setAutoCommit(false);
            for (int number = 0; number < EVENTS_OF_A_KEY || !enough.getAsBoolean(); number++) {
                UUID event = outbox.insert(connection, topic, key, String.valueOf(number));
                // Long enough that others draw later numbers and commit before.
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(40));
                connection.commit();
                written.put(event, key + "/" + number);
            }
        }
    }

    private boolean isPublished(String topic, UUID event) {
        return fixture.records.all(topic).stream()
                .anyMatch(record -> event.toString().equals(record.id()));
    }
}
