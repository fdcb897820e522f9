package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** Reads the settings of brokers and topics, as far as the principal may. */
record DescribedSettings(Map<ConfigResource, Config> found) {

    /**
     * Returns nothing if the principal may not ask, or if a Kafka-compatible server can't answer.
     */
    static DescribedSettings of(Admin admin, Collection<ConfigResource> resources, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return new DescribedSettings(
                    KafkaNeeds.answer(admin.describeConfigs(resources).all(), limit));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException
                    && !(e.getCause() instanceof RetriableException)) {
                return new DescribedSettings(Map.of());
            }
            throw e;
        }
    }

    Map<String, String> of(ConfigResource.Type type, String name) {
        Map<String, String> settings = new HashMap<>();
        Config config = found.get(new ConfigResource(type, name));
        if (config != null) {
            config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
        }
        return settings;
    }
}
