package steadfast.messaging.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.messaging.TopicSpec;
import steadfast.testkit.TestBroker;

@Tag("long")
class TopicsThatEverybodyMayWriteAreSaidTest {

    private static final List<TopicSpec> TOPICS =
            List.of(
                    new TopicSpec("order-events", 1, Map.of()),
                    new TopicSpec("order-service.retry-1", 1, Map.of()));

    private static final Map<String, String> AUTHORIZER =
            Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "super.users",
                    "User:ANONYMOUS");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static TestBroker broker;
    private static Admin admin;

    @BeforeAll
    static void aBrokerWithRights() {
        // Who comes without a name is its administrator here: these tests only read the rights.
        broker = TestBroker.startOdd(Map.of(), AUTHORIZER);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void close() {
        admin.close();
        broker.close();
    }

    @AfterEach
    void noRights() throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        await().atMost(LIMIT).until(() -> inForce(admin).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "User:*, WRITE, LITERAL, order-events",
        "User:*, ALL, LITERAL, order-events",
        "User:*, WRITE, LITERAL, *",
        "User:*, WRITE, PREFIXED, order-service.",
        "User:ANONYMOUS, WRITE, LITERAL, order-events",
        "User:ANONYMOUS, ALL, LITERAL, *"
    })
    void aRightOfEverybodyIsSaid(
            String principal, AclOperation operation, PatternType pattern, String name)
            throws Exception {
        allow(principal, operation, pattern, name);

        assertThat(sentence()).get().asString().contains("Everybody", "order-", principal);
    }

    @ParameterizedTest
    @CsvSource({
        "User:order-service, WRITE, LITERAL, order-events",
        "User:*, READ, LITERAL, order-events",
        "User:ANONYMOUS, READ, LITERAL, order-events",
        "User:*, WRITE, LITERAL, another-topic",
        "User:*, WRITE, PREFIXED, another"
    })
    void nothingElseIs(String principal, AclOperation operation, PatternType pattern, String name)
            throws Exception {
        allow(principal, operation, pattern, name);

        assertThat(sentence()).isEmpty();
    }

    @Test
    void aBrokerThatKnowsNoRightsIsOpenToEverybody() throws Exception {
        try (TestBroker open = TestBroker.start();
                Admin asked = Admin.create(Map.of("bootstrap.servers", open.bootstrapServers()))) {
            assertThat(OpenTopics.sentence(asked, TOPICS))
                    .get()
                    .asString()
                    .contains("every topic", "authorizer");
        }
    }

    @Test
    void aBrokerThatLetsEverybodyWhereNobodyHasRightsIsSaid() throws Exception {
        Map<String, String> generous = new HashMap<>(AUTHORIZER);
        generous.put("allow.everyone.if.no.acl.found", "true");
        try (TestBroker open = TestBroker.startOdd(Map.of(), generous);
                Admin asked = Admin.create(Map.of("bootstrap.servers", open.bootstrapServers()))) {
            allow(asked, "User:order-service", AclOperation.READ, PatternType.LITERAL, "other");
            allow(asked, "User:a", AclOperation.READ, PatternType.LITERAL, "order-events");
            assertThat(OpenTopics.sentence(asked, TOPICS))
                    .get()
                    .asString()
                    .contains("order-service.retry-1")
                    .contains("allow.everyone.if.no.acl.found");

            allow(asked, "User:a", AclOperation.READ, PatternType.PREFIXED, "order-service.");
            assertThat(OpenTopics.sentence(asked, TOPICS)).isEmpty();
        }
    }

    private static Optional<String> sentence() throws Exception {
        return OpenTopics.sentence(admin, TOPICS);
    }

    private static void allow(
            String principal, AclOperation operation, PatternType pattern, String name)
            throws Exception {
        allow(admin, principal, operation, pattern, name);
    }

    private static void allow(
            Admin admin, String principal, AclOperation operation, PatternType pattern, String name)
            throws Exception {
        AclBinding right =
                new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, name, pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
        admin.createAcls(List.of(right)).all().get();
        await().atMost(LIMIT).until(() -> inForce(admin).contains(right));
    }

    private static Collection<AclBinding> inForce(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }
}
