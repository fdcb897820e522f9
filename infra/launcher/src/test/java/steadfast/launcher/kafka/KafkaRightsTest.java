package steadfast.launcher.kafka;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaRightsTest {

    /** With {@code -Dsteadfast.readme=write} the file is written instead. */
    private static final boolean WRITE = "write".equals(System.getProperty("steadfast.readme"));

    private static final Path FILE = Path.of("../docs/kafka-acls.txt");

    @TempDir private Path folder;

    @Test
    void theFileForUsersClustersHoldsTheSameRights() throws Exception {
        String commands = commands();
        if (WRITE) {
            Files.writeString(FILE, commands);
        }

        assertThat(FILE).hasContent(commands);
    }

    @Test
    void eachStartBringsTheRightsToTheTableAndLeavesOthersAlone() throws Exception {
        AclBinding tooMuch = write("User:payment-service", "order-events");
        AclBinding somebodyElses = write("User:exporter", "order-events");
        try (LocalKafka kafka = LocalKafka.start(folder);
                Admin admin = Admin.create(Map.copyOf(kafka.adminSettings()))) {
            admin.createAcls(List.of(tooMuch, somebodyElses)).all().get();
            AclBinding missing = KafkaRights.table().getFirst();
            admin.deleteAcls(List.of(missing.toFilter())).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            inForce(admin).containsAll(List.of(tooMuch, somebodyElses))
                                    && !inForce(admin).contains(missing));

            KafkaRights.apply(admin);

            List<AclBinding> expected = new ArrayList<>(KafkaRights.table());
            expected.add(somebodyElses);
            assertThat(inForce(admin)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Collection<AclBinding> inForce(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    private static AclBinding write(String principal, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(
                        principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    /** One for each principal and resource, in the table's order. */
    private static String commands() {
        Map<String, List<AclBinding>> byTarget =
                KafkaRights.table().stream()
                        .collect(
                                groupingBy(
                                        right -> right.entry().principal() + " " + right.pattern(),
                                        LinkedHashMap::new,
                                        toList()));
        return byTarget.values().stream().map(KafkaRightsTest::command).collect(joining());
    }

    private static String command(List<AclBinding> rights) {
        AclBinding first = rights.getFirst();
        ResourcePattern pattern = first.pattern();
        String resource =
                switch (pattern.resourceType()) {
                    case CLUSTER -> "--cluster";
                    case GROUP -> "--group '%s'".formatted(pattern.name());
                    default -> "--topic '%s'".formatted(pattern.name());
                };
        String kind =
                pattern.patternType() == PatternType.PREFIXED
                        ? " --resource-pattern-type prefixed"
                        : "";
        String operations =
                rights.stream()
                        .map(right -> " --operation " + camelCase(right.entry().operation()))
                        .collect(joining());
        return "kafka-acls.sh --bootstrap-server $SERVERS --command-config $ADMIN --add --allow-principal %s%s %s%s%n"
                .formatted(first.entry().principal(), operations, resource, kind);
    }

    private static String camelCase(AclOperation operation) {
        StringBuilder name = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
