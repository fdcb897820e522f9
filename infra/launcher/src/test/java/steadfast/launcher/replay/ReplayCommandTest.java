package steadfast.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import steadfast.launcher.command.FailureSentence;
import steadfast.launcher.kafka.LocalKafka;

/** The command on the broker of {@code infra/run}, whose dead letters are put there by the test. */
class ReplayCommandTest {

    @TempDir private static Path folder;
    private static LocalKafka kafka;
    private static Admin admin;

    private record Ended(int exitCode, List<String> out, List<String> complaints) {}

    @BeforeAll
    static void aBrokerWithTwoGroups() throws Exception {
        kafka = LocalKafka.start(folder);
        admin = Admin.create(Map.copyOf(kafka.adminSettings()));
        mayReplayAnyGroup();
        ladder("order-service");
        dead("order-service", "payment-events", 1, Map.of());
        dead("order-service", "stock-levels", 2, Map.of());
        ladder("payment-service");
    }

    @AfterAll
    static void nothingIsLeftBehind() {
        admin.close();
        kafka.close();
    }

    @Test
    void everyLetterIsOneLineAndTheLastLineCountsThem() throws Exception {
        ladder("one");
        dead("one", "events", 7, Map.of("failure-reason", "busy\nall\u001b[31m day"));
        dead("one", "events", 8, Map.of("replay-count", "3"));
        dead("one", "events", 9, Map.of("origin-offset", "nine"));

        Ended first = replay("--group=one");
        Ended second = replay("--group=one");

        assertThat(first.exitCode).isZero();
        assertThat(first.complaints).isEmpty();
        assertThat(first.out)
                .containsExactlyInAnyOrder(
                        "replayed          events/0/7 key=key-7 type=OrderPaid kind=busy reason=\"busy?all?[31m day\" replays=1",
                        "quarantined       events/0/8 key=key-8 type=OrderPaid kind=busy reason=\"not now\" replays=3",
                        "unreadable        one.dlt/0/2 key=key-9 type=OrderPaid kind=busy reason=\"not now\" replays=0 because=\"a failure header is broken: For input string: \"nine\"\"",
                        first.out.getLast());
        assertThat(first.out.getLast())
                .startsWith("one: ")
                .contains("1 replayed", "1 quarantined", "1 unreadable")
                .endsWith(".");
        assertThat(second.out.getLast())
                .contains("1 already replayed")
                .doesNotContain("1 replayed");
        assertThat(records("one.retry-1")).isEqualTo(1);
        assertThat(records("one.dlt")).isEqualTo(3);
    }

    @Test
    void aDryRunMakesNoTopicAndSendsNothing() throws Exception {
        ladder("dry");
        dead("dry", "events", 1, Map.of());

        Ended dry = replay("--group=dry", "--dry-run");

        assertThat(dry.exitCode).isZero();
        assertThat(dry.out).last().isEqualTo("dry: 1 would be replayed.");
        assertThat(records("dry.retry-1")).isZero();
        assertThat(admin.listTopics().names().get()).doesNotContain("dry.replayed");
    }

    @Test
    void topicReasonLimitAndAgainChoose() throws Exception {
        ladder("many");
        dead("many", "one-topic", 1, Map.of());
        dead("many", "one-topic", 2, Map.of());
        dead("many", "other-topic", 3, Map.of("failure-kind", "poison"));

        assertThat(replay("--group=many", "--topic=one-topic", "--limit=1").out)
                .last()
                .isEqualTo("many: 1 replayed, 1 left for later by --limit.");
        assertThat(replay("--group=many", "--reason=poison").out)
                .last()
                .isEqualTo("many: 1 replayed.");
        assertThat(replay("--group=many").out)
                .last()
                .isEqualTo("many: 2 already replayed, 1 replayed.");
        assertThat(replay("--group=many", "--again").out).last().isEqualTo("many: 3 replayed.");
    }

    @Test
    void aGroupWithoutDeadLettersHasNothingToReplay() throws Exception {
        Ended ended = replay("--group=payment-service");

        assertThat(ended)
                .isEqualTo(new Ended(0, List.of("payment-service: no dead letters."), List.of()));
    }

    @Test
    void anUnknownGroupIsOneLineThatNamesTheGroupsThereAre() {
        Ended ended = replay("--group=order");

        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.out).isEmpty();
        assertThat(ended.complaints)
                .singleElement()
                .asString()
                .contains("'order'", "order-service", "payment-service");
    }

    @Test
    void anUnknownTopicIsOneLineThatNamesTheTopicsThereAre() {
        Ended ended = replay("--group=order-service", "--topic=order-events");

        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.complaints)
                .containsExactly(
                        "--topic: order-service does not consume 'order-events';"
                                + " supported values: fulfillment-events, operations-events,"
                                + " payment-events, stock-levels.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=0", "--limit=-1", "--limit=many", "--reason=", "--frobnicate"})
    void aBadFlagIsOneLine(String flag) {
        Ended ended = replay("--group=order-service", flag);

        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.complaints)
                .singleElement()
                .asString()
                .contains(flag.replaceAll("=.*", ""));
    }

    @Test
    void withoutAGroupItSaysThatOneIsNeeded() {
        assertThat(replay().exitCode).isEqualTo(2);
        assertThat(replay().complaints).singleElement().asString().contains("--group");
    }

    @Test
    void kafkaThatIsAwayIsOneLine() {
        Ended ended =
                run(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), "--group=order-service");

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.complaints)
                .singleElement()
                .asString()
                .contains("127.0.0.1:1", "infra/run up");
    }

    /** Also those that these tests make up; what it may do otherwise is another test's. */
    private static void mayReplayAnyGroup() throws Exception {
        AclBinding everything =
                new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                        new AccessControlEntry(
                                "User:replay", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        admin.createAcls(List.of(everything)).all().get();
    }

    private static Ended replay(String... arguments) {
        return run(kafka.environment(), arguments);
    }

    private static Ended run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code =
                new CommandLine(new ReplayCommand(environment, kafka.folders(), Clock.systemUTC()))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(complaints))
                        .setParameterExceptionHandler((thrown, _) -> {
                            complaints.append(thrown.getMessage());
                            return CommandLine.ExitCode.USAGE;
                        })
                        .setExecutionExceptionHandler(new FailureSentence())
                        .execute(arguments);
        return new Ended(
                code, out.toString().lines().toList(), complaints.toString().lines().toList());
    }

    private static void ladder(String group) throws Exception {
        admin.createTopics(
                        List.of(
                                new NewTopic(group + ".dlt", 1, (short) 1),
                                new NewTopic(group + ".retry-1", 1, (short) 1)))
                .all()
                .get();
    }

    private static void dead(
            String group, String topic, int originOffset, Map<String, String> changed)
            throws Exception {
        Map<String, String> headers =
                new HashMap<>(
                        Map.of(
                                "ce_type", "OrderPaid",
                                "failure-kind", "busy",
                                "failure-reason", "not now",
                                "failure-attempt", "6",
                                "first-failed-at", "2026-01-01T00:00:00Z",
                                "origin-topic", topic,
                                "origin-partition", "0",
                                "origin-offset", String.valueOf(originOffset),
                                "replay-count", "0"));
        headers.putAll(changed);
        ProducerRecord<String, String> record =
                new ProducerRecord<>(group + ".dlt", "key-" + originOffset, "{}");
        headers.forEach((name, value) ->
                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> settings = new HashMap<>(kafka.adminSettings());
        settings.put("enable.idempotence", false);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
    }

    private static long records(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get(30, TimeUnit.SECONDS)
                .offset();
    }
}
