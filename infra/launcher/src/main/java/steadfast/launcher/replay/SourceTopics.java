package steadfast.launcher.replay;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import steadfast.events.Topic;

/** The topics that a consumer group of the shop reads, from which its failed records come. */
final class SourceTopics {

    private SourceTopics() {}

    static Set<String> of(String group) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.readers().contains(group))
                .map(Topic::topicName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
