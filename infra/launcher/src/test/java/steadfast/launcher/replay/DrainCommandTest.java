package steadfast.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import steadfast.launcher.command.FailureSentence;
import steadfast.launcher.kafka.LocalKafka;
import steadfast.launcher.settings.Folders;

/** The command on the broker of {@code infra/run}, which an earlier version used. */
class DrainCommandTest {

    @TempDir private Path folder;

    private record Ended(int exitCode, List<String> out, List<String> complaints) {}

    @Test
    void oldTopicsAreEmptiedAndRemovedAndEachIsOneLine() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder);
                Admin admin = Admin.create(Map.copyOf(kafka.adminSettings()))) {
            create(admin, "order-service.stock-levels.retry-1", "order-service.stock-levels.dlt");
            send(kafka, "order-service.stock-levels.dlt");

            Ended ended = drain(kafka.environment());
            Ended again = drain(kafka.environment());

            assertThat(ended)
                    .isEqualTo(
                            new Ended(
                                    0,
                                    List.of(
                                            "removed  order-service.stock-levels.retry-1, which had nothing left",
                                            "moved    1 records of order-service.stock-levels.dlt to order-service.dlt",
                                            "Removed 2 topics of an earlier version."),
                                    List.of()));
            assertThat(again)
                    .isEqualTo(
                            new Ended(
                                    0,
                                    List.of("There are no topics of an earlier version."),
                                    List.of()));
        }
    }

    @Test
    void kafkaThatIsAwayIsOneLine() {
        Ended ended =
                drain(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                                "KAFKA_DEFAULT_API_TIMEOUT_MS", "2000",
                                "KAFKA_REQUEST_TIMEOUT_MS", "1000"));

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.complaints).singleElement().asString().contains("127.0.0.1:1");
    }

    private Ended drain(Map<String, String> environment) {
        StringWriter out = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code =
                new CommandLine(
                                new DrainCommand(
                                        environment, new Folders(Path.of("../.."), folder)))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(complaints))
                        .setExecutionExceptionHandler(new FailureSentence())
                        .execute();
        return new Ended(
                code, out.toString().lines().toList(), complaints.toString().lines().toList());
    }

    private static void create(Admin admin, String... topics) throws Exception {
        for (String topic : topics) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void send(LocalKafka kafka, String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka.adminSettings());
        settings.put("enable.idempotence", false);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "{}")).get(30, TimeUnit.SECONDS);
        }
    }
}
