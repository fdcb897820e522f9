package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import steadfast.messaging.TopicSpec;

/** Topics that everybody may write to, and so bring any event before a service. */
public final class OpenTopics {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String EVERYBODY = "User:*";
    private static final String EVERY_TOPIC = "*";

    private OpenTopics() {}

    /**
     * Says what is open, for a person; empty if nothing is, or if Kafka does not let us ask.
     *
     * @throws ExecutionException if Kafka does not answer as it should
     */
    public static Optional<String> sentence(Admin admin, Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            Collection<AclBinding> rights =
                    KafkaNeeds.answer(admin.describeAcls(rightsOfEverybody()).values(), LIMIT);
            return topics.stream()
                    .map(TopicSpec::name)
                    .sorted()
                    .filter(topic -> rights.stream().anyMatch(right -> opens(right, topic)))
                    .findFirst()
                    .map(topic ->
                            "Everybody who reaches Kafka may write to the topic %s, and so bring cards out or move money: take the right of User:* away, and give each service its own."
                                    .formatted(topic));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case SecurityDisabledException _ ->
                        Optional.of(
                                "Everybody who reaches Kafka may write to every topic, and so bring cards out or move money: give Kafka an authorizer, and each service a principal of its own.");
                case ClusterAuthorizationException _, UnsupportedVersionException _ ->
                        Optional.empty();
                case null, default -> throw e;
            };
        }
    }

    private static AclBindingFilter rightsOfEverybody() {
        return new AclBindingFilter(
                new ResourcePatternFilter(ResourceType.TOPIC, null, PatternType.ANY),
                new AccessControlEntryFilter(
                        EVERYBODY, null, AclOperation.ANY, AclPermissionType.ALLOW));
    }

    private static boolean opens(AclBinding right, String topic) {
        AclOperation operation = right.entry().operation();
        ResourcePattern pattern = right.pattern();
        boolean isMeant =
                pattern.patternType() == PatternType.PREFIXED
                        ? topic.startsWith(pattern.name())
                        : List.of(EVERY_TOPIC, topic).contains(pattern.name());
        return isMeant && (operation == AclOperation.WRITE || operation == AclOperation.ALL);
    }
}
