package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;
import steadfast.events.Topic;
import steadfast.launcher.shop.LocalServers;

/**
 * Measures payment-service reading from the earliest record again, as after lost offsets: new
 * orders come after all that it has already done, and must still be charged within their time to
 * live.
 */
final class RestartScenario {

    private static final String GROUP = "payment-service";
    private static final String TOPIC = Topic.ORDER_EVENTS.topicName();
    private static final int NEW_ORDERS = 100;
    private static final int OLD_RECORDS = 1_000_000;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(30);
    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final double NANOS_A_SECOND = 1e9;

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    RestartScenario(LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (PaymentsStage stage = PaymentsStage.start(servers, folder, Map.of())) {
            stage.warmUp();
            stage.service().close();
            long oldRecords = OldRecords.fill(servers.kafkaSettings(), TOPIC, OLD_RECORDS);
            beginAgain();
            Batch batch = stage.orders().submit(NEW_ORDERS, OrderSubmitter.CARD);
            long begin = System.nanoTime();
            try (PaymentService _ =
                    PaymentService.start(
                            servers, Map.of(), folder.resolve("payment-service.out"))) {
                double start = (System.nanoTime() - begin) / NANOS_A_SECOND;
                stage.events().awaitSuccesses(batch, NEW_ORDERS, LIMIT);
                report(oldRecords, start, (System.nanoTime() - begin) / NANOS_A_SECOND);
            }
        }
    }

    private void report(long oldRecords, double start, double seconds) {
        progress.printf(
                Locale.ROOT,
                "RESTART  %5d old records: new orders are paid after %.1f s%n",
                oldRecords,
                seconds);
        report.add(Figure.unbounded("RESTART old records", (double) oldRecords, ""));
        report.add(Figure.unbounded("RESTART until the service is ready", start, "s"));
        report.add(
                Figure.atMost(
                        (double) TIME_TO_LIVE.toMinutes(),
                        "RESTART until new orders are paid, start included",
                        seconds / 60,
                        "min"));
    }

    /** Sets the group's offsets to the beginning of the log. */
    private void beginAgain() throws InterruptedException {
        try (Admin admin = Admin.create(Map.copyOf(servers.kafkaSettings()))) {
            TopicDescription described =
                    Objects.requireNonNull(
                            admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC));
            Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
            for (TopicPartitionInfo partition : described.partitions()) {
                beginning.put(
                        new TopicPartition(TOPIC, partition.partition()), new OffsetAndMetadata(0));
            }
            admin.alterConsumerGroupOffsets(GROUP, beginning).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the group's offsets cannot be set", e);
        }
    }
}
