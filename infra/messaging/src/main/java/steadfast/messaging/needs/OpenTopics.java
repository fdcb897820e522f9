package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import steadfast.messaging.TopicSpec;

/** Finds topics that everybody may write to, and so send any event to a service. */
public final class OpenTopics {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The second is the principal of a listener without authentication. */
    private static final Set<String> EVERYBODY = Set.of("User:*", "User:ANONYMOUS");

    private static final String EVERY_TOPIC = "*";
    private static final String WITHOUT_RIGHTS = "allow.everyone.if.no.acl.found";

    private OpenTopics() {}

    /**
     * Returns what is open, for a person; empty if nothing is, or if Kafka does not let us check.
     *
     * @throws ExecutionException if Kafka does not answer as expected
     */
    public static Optional<String> sentence(Admin admin, Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            Collection<AclBinding> rights =
                    KafkaNeeds.answer(admin.describeAcls(rightsToTopics()).values(), LIMIT);
            List<String> names = topics.stream().map(TopicSpec::name).sorted().toList();
            Optional<String> given = givenToEverybody(rights, names);
            return given.isPresent() ? given : leftToEverybody(admin, rights, names);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case SecurityDisabledException _ ->
                        Optional.of(
                                "Everybody who can reach Kafka can write to every topic, and so"
                                        + " get cards issued or money moved: give Kafka an"
                                        + " authorizer, and each service its own principal.");
                case ClusterAuthorizationException _, UnsupportedVersionException _ ->
                        Optional.empty();
                case null, default -> throw e;
            };
        }
    }

    private static AclBindingFilter rightsToTopics() {
        return new AclBindingFilter(
                new ResourcePatternFilter(ResourceType.TOPIC, null, PatternType.ANY),
                AccessControlEntryFilter.ANY);
    }

    private static Optional<String> givenToEverybody(
            Collection<AclBinding> rights, List<String> topics) {
        return topics.stream()
                .flatMap(topic ->
                        rights.stream()
                                .filter(right -> opens(right, topic))
                                .limit(1)
                                .map(right ->
                                        "Everybody who can reach Kafka can write to the topic %s, and so get cards issued or money moved: remove the right of %s, and give each service its own."
                                                .formatted(topic, right.entry().principal())))
                .findFirst();
    }

    /** Brokers may be configured to let everybody do everything with a topic without ACLs. */
    private static Optional<String> leftToEverybody(
            Admin admin, Collection<AclBinding> rights, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<String> without =
                topics.stream()
                        .filter(topic -> rights.stream().noneMatch(right -> isMeant(right, topic)))
                        .findFirst();
        if (without.isEmpty() || !isSetToLetEverybody(admin)) {
            return Optional.empty();
        }
        return without.map(topic ->
                "Everybody who can reach Kafka can write to the topic %s, which has no ACL, because its brokers set %s: remove that setting, and give each service its own rights."
                        .formatted(topic, WITHOUT_RIGHTS));
    }

    /** Brokers report this setting, but hide its value; its default is {@code false}. */
    private static boolean isSetToLetEverybody(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> brokers =
                KafkaNeeds.answer(admin.describeCluster().nodes(), LIMIT).stream()
                        .map(Node::idString)
                        .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
                        .limit(1)
                        .toList();
        return DescribedSettings.of(admin, brokers, LIMIT).found().values().stream()
                .flatMap(config -> Stream.ofNullable(config.get(WITHOUT_RIGHTS)))
                .anyMatch(entry -> entry.value() == null || Boolean.parseBoolean(entry.value()));
    }

    private static boolean opens(AclBinding right, String topic) {
        AclOperation operation = right.entry().operation();
        return EVERYBODY.contains(right.entry().principal())
                && right.entry().permissionType() == AclPermissionType.ALLOW
                && (operation == AclOperation.WRITE || operation == AclOperation.ALL)
                && isMeant(right, topic);
    }

    private static boolean isMeant(AclBinding right, String topic) {
        ResourcePattern pattern = right.pattern();
        return pattern.patternType() == PatternType.PREFIXED
                ? topic.startsWith(pattern.name())
                : List.of(EVERY_TOPIC, topic).contains(pattern.name());
    }
}
