package steadfast.launcher.kafka;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import steadfast.events.Topic;
import steadfast.launcher.settings.Service;
import steadfast.messaging.needs.TopicOwner;

/**
 * The rights at Kafka: each topic is written by the services whose events it holds, and each
 * group's retry ladder only by that group and by the replay, since a writer there can send any
 * event to that group.
 */
final class KafkaRights {

    private static final String EVERYTHING = "*";
    private static final String CLUSTER_NAME = "kafka-cluster";
    private static final String EVERY_HOST = "*";
    private static final long LIMIT_SECONDS = 30;

    private KafkaRights() {}

    /** All that the services and the replay may do; an administrator needs none of it. */
    static List<AclBinding> table() {
        List<AclBinding> table = new ArrayList<>();
        for (Service service : Service.values()) {
            table.addAll(ofService(service.folder()));
        }
        // It reads lag, dead letters and orders of all groups, and writes none of them.
        String reconciler = Service.RECONCILER.folder();
        table.addAll(
                allow(reconciler, TOPIC, LITERAL, EVERYTHING, READ, DESCRIBE, DESCRIBE_CONFIGS));
        table.addAll(allow(reconciler, GROUP, LITERAL, EVERYTHING, DESCRIBE));
        for (Service service : Service.values()) {
            table.addAll(
                    allow(
                            KafkaAccess.REPLAY,
                            TOPIC,
                            PREFIXED,
                            ladder(service.folder()),
                            CREATE,
                            READ,
                            WRITE,
                            DESCRIBE,
                            DESCRIBE_CONFIGS));
        }
        return List.copyOf(table);
    }

    /**
     * Brings the broker's rights to this table. Principals that are not ours keep theirs.
     *
     * @throws ExecutionException if the broker refuses
     */
    static void apply(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<AclBinding> wanted = Set.copyOf(table());
        Set<String> ours =
                wanted.stream().map(right -> right.entry().principal()).collect(Collectors.toSet());
        List<AclBindingFilter> obsolete =
                inForce(admin, ours).stream()
                        .filter(right -> !wanted.contains(right))
                        .map(AclBinding::toFilter)
                        .toList();
        admin.createAcls(wanted).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        admin.deleteAcls(obsolete).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        // The controller has them now, and the broker, which clients use, a moment later.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!inForce(admin, ours).equals(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the broker does not take them over");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Set<AclBinding> inForce(Admin admin, Set<String> principals)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                .stream()
                .filter(right -> principals.contains(right.entry().principal()))
                .collect(Collectors.toSet());
    }

    private static List<AclBinding> ofService(String service) {
        List<AclBinding> rights = new ArrayList<>();
        rights.addAll(allow(service, CLUSTER, LITERAL, CLUSTER_NAME, DESCRIBE, DESCRIBE_CONFIGS));
        for (Topic topic : Topic.values()) {
            // The first service to start creates them all, with their intended settings.
            Set<AclOperation> operations =
                    new TreeSet<>(Set.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS));
            if (topic.writers().contains(service)) {
                operations.add(WRITE);
            }
            if (topic.readers().contains(service)) {
                operations.add(READ);
            }
            rights.addAll(
                    allow(
                            service,
                            TOPIC,
                            LITERAL,
                            topic.topicName(),
                            operations.toArray(AclOperation[]::new)));
        }
        rights.addAll(
                allow(
                        service,
                        TOPIC,
                        LITERAL,
                        TopicOwner.TOPIC.name(),
                        CREATE,
                        READ,
                        WRITE,
                        DESCRIBE,
                        DESCRIBE_CONFIGS));
        rights.addAll(
                allow(
                        service,
                        TOPIC,
                        PREFIXED,
                        ladder(service),
                        CREATE,
                        READ,
                        WRITE,
                        DESCRIBE,
                        DESCRIBE_CONFIGS));
        rights.addAll(allow(service, GROUP, LITERAL, service, READ, DESCRIBE));
        rights.addAll(allow(service, GROUP, PREFIXED, ladder(service), READ, DESCRIBE));
        return rights;
    }

    /**
     * Returns what the names of a group's own topics, and of the group that reads them, begin with.
     */
    private static String ladder(String group) {
        return group + ".";
    }

    private static List<AclBinding> allow(
            String principal,
            ResourceType type,
            PatternType pattern,
            String name,
            AclOperation... operations) {
        return Stream.of(operations)
                .map(operation ->
                        new AclBinding(
                                new ResourcePattern(type, name, pattern),
                                new AccessControlEntry(
                                        "User:" + principal,
                                        EVERY_HOST,
                                        operation,
                                        AclPermissionType.ALLOW)))
                .toList();
    }
}
