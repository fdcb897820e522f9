package steadfast.messaging;

import java.util.Map;

/**
 * A topic with its intended settings; created at start if it is missing.
 *
 * @param settings topic configuration, such as {@code retention.ms}
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {

    public TopicSpec {
        settings = Map.copyOf(settings);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
    }
}
