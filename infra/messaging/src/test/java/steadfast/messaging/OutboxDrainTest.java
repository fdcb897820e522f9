package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A relay that finds far more than its memory holds. It runs in a JVM of its own with a small heap:
 * one that read without a bound would die there.
 */
@Tag("long")
class OutboxDrainTest {

    private static final String HEAP = "-Xmx96m";
    private static final long TWICE_THE_HEAP = 2 * 96L * 1024 * 1024;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final OutboxFixture outbox = new OutboxFixture(fixture);

    @TempDir private Path folder;

    @BeforeEach
    void createTable() throws Exception {
        outbox.createTable();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        outbox.dropTable();
    }

    @Test
    void fiftyThousandRowsOfFourKilobytesAreSentFromASmallHeap() throws Exception {
        isDrained(50_000, 4_096, Duration.ofMinutes(3));
    }

    @Test
    void aMillionRowsAreSentFromASmallHeap() throws Exception {
        isDrained(1_000_000, 300, Duration.ofMinutes(10));
    }

    private void isDrained(int rows, int bytes, Duration limit) throws Exception {
        String topic = fixture.newTopic(3);
        fixture.execute(
                """
                insert into outbox (event_id, occurred_at, topic, record_key, type, value)
                select gen_random_uuid(), now(), '%s', 'key-' || n %% 1000, 'Known', convert_to(repeat('x', %d), 'UTF8')
                from generate_series(1, %d) n\
                """
                        .formatted(topic, bytes, rows));
        assertThat((long) rows * bytes).isGreaterThan(TWICE_THE_HEAP);

        Path log = folder.resolve("relay.log");
        Process relay = startRelay(log);
        try {
            await().atMost(limit)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> outbox.empty() || !relay.isAlive());
            assertThat(relay.isAlive()).as(Files.readString(log)).isTrue();
        } finally {
            stop(relay);
        }

        assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
        assertThat(recordsOn(topic)).isEqualTo(rows);
    }

    private Process startRelay(Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        fixture.database.jdbcUrl(),
                        fixture.broker.bootstrapServers())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void stop(Process relay) throws InterruptedException {
        relay.destroy();
        if (!relay.waitFor(10, TimeUnit.SECONDS)) {
            relay.destroyForcibly().waitFor();
        }
    }

    private long recordsOn(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition : List.of(0, 1, 2)) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try (Admin admin = fixture.clients.admin()) {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }
}
