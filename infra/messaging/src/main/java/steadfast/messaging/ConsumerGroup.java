package steadfast.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A consumer group with all its subscriptions, which share one retry ladder and one dead-letter
 * topic.
 *
 * @param subscriptions at least one; no two consume the same topic, so that a waiting record's
 *     origin tells which of them handles it, and no two park at the same tier
 */
public record ConsumerGroup(String name, List<Subscription<?>> subscriptions) {

    public ConsumerGroup {
        subscriptions = List.copyOf(subscriptions);
        Set<String> topics = new HashSet<>();
        Set<String> tiers = new HashSet<>();
        for (Subscription<?> subscription : subscriptions) {
            for (String tier : subscription.parkingTiers()) {
                if (!tiers.add(tier)) {
                    throw new IllegalArgumentException(
                            "two subscriptions of the group %s park at %s: give each a tier of its own"
                                    .formatted(name, tier));
                }
            }
            for (String topic : subscription.topics()) {
                if (!topics.add(topic)) {
                    throw new IllegalArgumentException(
                            "two subscriptions of the group %s consume %s: leave it to one of them"
                                    .formatted(name, topic));
                }
                if (topic.startsWith(name + ".")) {
                    throw new IllegalArgumentException(
                            "the group %s cannot consume %s: topics that begin with %s. are its own ladder"
                                    .formatted(name, topic, name));
                }
            }
        }
    }

    /** Creates a group for each name among the subscriptions, in their order. */
    public static List<ConsumerGroup> of(Collection<Subscription<?>> subscriptions) {
        Map<String, List<Subscription<?>>> byName = new LinkedHashMap<>();
        subscriptions.forEach(subscription ->
                byName.computeIfAbsent(subscription.group(), _ -> new ArrayList<>())
                        .add(subscription));
        return byName.entrySet().stream()
                .map(group -> new ConsumerGroup(group.getKey(), group.getValue()))
                .toList();
    }

    /** Returns the source topics of all its subscriptions. */
    public Set<String> topics() {
        return subscriptions.stream()
                .flatMap(subscription -> subscription.topics().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns where its handlers may park records. */
    public Set<String> parkingTiers() {
        return subscriptions.stream()
                .flatMap(subscription -> subscription.parkingTiers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
