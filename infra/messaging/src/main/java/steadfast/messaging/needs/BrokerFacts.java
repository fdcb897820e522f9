package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * The facts about the brokers.
 *
 * @param groupVersion the level of the feature {@code group.version}; 0 where there is none
 * @param groupProtocols those that the group coordinator accepts; empty if unknown
 * @param createsTopics whether topics are created automatically
 * @param offsetMetadataBytes the most metadata that a commit may have; null if unknown
 */
record BrokerFacts(
        int groupVersion,
        List<String> groupProtocols,
        boolean createsTopics,
        @Nullable Integer offsetMetadataBytes) {

    static BrokerFacts read(Admin admin, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        FinalizedVersionRange groups =
                KafkaNeeds.answer(admin.describeFeatures().featureMetadata(), limit)
                        .finalizedFeatures()
                        .get("group.version");
        Collection<Node> nodes = KafkaNeeds.answer(admin.describeCluster().nodes(), limit);
        Map<String, String> settings = settingsOfAny(admin, nodes, limit);
        String protocols = settings.getOrDefault("group.coordinator.rebalance.protocols", "");
        String metadata = settings.get("offset.metadata.max.bytes");
        return new BrokerFacts(
                groups == null ? 0 : groups.maxVersionLevel(),
                Arrays.stream(protocols.split(",", -1))
                        .map(protocol -> protocol.strip().toLowerCase(Locale.ROOT))
                        .filter(protocol -> !protocol.isEmpty())
                        .toList(),
                Boolean.parseBoolean(settings.get("auto.create.topics.enable")),
                metadata == null ? null : Integer.valueOf(metadata));
    }

    private static Map<String, String> settingsOfAny(
            Admin admin, Collection<Node> nodes, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (nodes.isEmpty()) {
            return Map.of();
        }
        String broker = nodes.iterator().next().idString();
        return DescribedSettings.of(
                        admin,
                        List.of(new ConfigResource(ConfigResource.Type.BROKER, broker)),
                        limit)
                .of(ConfigResource.Type.BROKER, broker);
    }
}
