package steadfast.messaging.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import steadfast.database.StartReport;
import steadfast.database.UnmetNeed;
import steadfast.messaging.TopicSpec;
import steadfast.testkit.TestBroker;

class BrokersAreAskedBeforeTheStartTest {

    private static final Map<String, String> KEPT = Map.of("retention.ms", "-1");

    private static TestBroker odd;
    private static Admin admin;

    @BeforeAll
    static void aBrokerThatLacksMuch() {
        odd =
                TestBroker.startOdd(
                        Map.of(),
                        Map.of(
                                "auto.create.topics.enable", "true",
                                "min.insync.replicas", "2",
                                "offset.metadata.max.bytes", "512",
                                "group.coordinator.rebalance.protocols", "classic"));
        admin = Admin.create(Map.of("bootstrap.servers", odd.bootstrapServers()));
    }

    @AfterAll
    static void close() {
        admin.close();
        odd.close();
    }

    @Test
    void aProtocolThatTheCoordinatorWasToldNotToTakeIsNamed() throws Exception {
        assertThat(needs(GroupProtocol.CONSUMER).ofBrokers(admin).unmet())
                .extracting(UnmetNeed::sentence)
                .contains(
                        "Kafka at %s accepts only groups of [classic], but this service asks for 'consumer': add it to group.coordinator.rebalance.protocols, or set STEADFAST_MESSAGING_GROUP_PROTOCOL."
                                .formatted(odd.bootstrapServers()));
    }

    @Test
    void tooLittleRoomBesideAnOffsetIsNamed() throws Exception {
        assertThat(needs(GroupProtocol.CLASSIC).ofBrokers(admin).unmet())
                .singleElement()
                .satisfies(need ->
                        assertThat(need.sentence())
                                .contains("accepts 512 bytes of metadata per commit"));
    }

    @Test
    void topicsThatMakeThemselvesAreAWarning() throws Exception {
        assertThat(needs(GroupProtocol.CLASSIC).ofBrokers(admin).warnings())
                .singleElement()
                .asString()
                .contains("creates topics automatically (auto.create.topics.enable)");
    }

    @Test
    void copiesThatCantBeMadeAreNamedAndNothingIsMade() throws Exception {
        KafkaNeeds needs = needs(GroupProtocol.CLASSIC);

        Throwable failure = catchThrowable(() -> needs.ofCreation(admin, (short) 3));

        assertThat(needs.refusal(failure))
                .hasValueSatisfying(need ->
                        assertThat(need.sentence())
                                .startsWith(
                                        "Kafka at %s can't create topics with that many replicas"
                                                .formatted(odd.bootstrapServers()))
                                .contains("STEADFAST_MESSAGING_REPLICATION_FACTOR"));
        needs.ofCreation(admin, (short) 1);
        assertThat(admin.listTopics().names().get()).doesNotContain(TopicOwner.TOPIC.name());
    }

    @Test
    void aTopicThatNobodyCanWriteToIsNamed() throws Exception {
        TopicSpec topic = existing("unwritable", Map.of());

        StartReport report = needs(GroupProtocol.CLASSIC).ofTopics(admin, List.of(topic));

        assertThat(report.unmet())
                .singleElement()
                .satisfies(need ->
                        assertThat(need.sentence())
                                .startsWith(
                                        "Nothing can be written to the topic unwritable: it has"
                                                + " 1 of the 2 replicas that min.insync.replicas"
                                                + " requires"));
    }

    @Test
    void aDeadLetterTopicThatForgetsIsAWarning() throws Exception {
        TopicSpec topic =
                existing("forgets.dlt", Map.of("retention.ms", "1000", "min.insync.replicas", "1"));

        StartReport report = needs(GroupProtocol.CLASSIC).ofTopics(admin, List.of(topic));

        assertThat(report.unmet()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("forgets.dlt has retention.ms=1000 instead of -1");
    }

    @Test
    void whatKafkaRefusesForGoodIsANeedAndWhatPassesIsNone() {
        KafkaNeeds needs = needs(GroupProtocol.CONSUMER);

        assertThat(sentence(needs, new UnsupportedVersionException("DESCRIBE_CLUSTER")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("is too old", "Kafka 4.0 or newer"));
        assertThat(sentence(needs, new SaslAuthenticationException("bad password")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence)
                                .contains("rejected this service's credentials (bad password)"));
        assertThat(sentence(needs, new ClusterAuthorizationException("not you")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("denies this service's principal"));
        assertThat(sentence(needs, new PolicyViolationException("at least 3 copies")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("refuses to create a topic", "at least 3"));
        assertThat(sentence(needs, new TimeoutException("no answer"))).isEmpty();
        assertThat(sentence(needs, new IllegalStateException("a bug"))).isEmpty();
    }

    private static Optional<String> sentence(KafkaNeeds needs, Exception cause) {
        return needs.refusal(new java.util.concurrent.ExecutionException(cause))
                .map(UnmetNeed::sentence);
    }

    private static TopicSpec existing(String name, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(settings))).all().get();
        // Made is not yet known to every cache.
        await().ignoreExceptions()
                .until(() -> admin.describeTopics(List.of(name)).allTopicNames().get().size() == 1);
        return new TopicSpec(name, 1, settings.containsKey("retention.ms") ? KEPT : Map.of());
    }

    private static KafkaNeeds needs(GroupProtocol protocol) {
        return KafkaNeeds.of(Map.of("bootstrap.servers", odd.bootstrapServers()), protocol);
    }
}
