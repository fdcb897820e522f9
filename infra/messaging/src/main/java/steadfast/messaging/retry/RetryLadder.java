package steadfast.messaging.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.Outcome;
import steadfast.messaging.RetryConfig;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;

/**
 * Decides where a failed record of a group goes: after its n-th failure to {@code
 * <group>.retry-<n>} until {@code min(delay(n) + U(0, jitter), longest)} has passed, after the last
 * rung to {@code <group>.dlt}; a parked record goes to {@code <group>.parked.<tier>}, with its
 * attempts unchanged.
 *
 * <p>All source topics of the group share these topics; a record's header names its own. Each rung
 * is a separate topic, so that due times within a partition are almost in order. A group's name has
 * no dot, so the first one of a topic's name ends it.
 */
public final class RetryLadder {

    private static final String RETRY = ".retry-";
    private static final String PARKED = ".parked.";
    private static final String DEAD = ".dlt";

    /** As long as the source topics retain their events: a service may be down that long. */
    static final Duration WAITING_RETENTION = Duration.ofDays(30);

    private final String group;
    private final RetryConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    public RetryLadder(String group, RetryConfig config, Clock clock, RandomGenerator random) {
        this.group = group;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /**
     * One step.
     *
     * @param attempts how often it has failed now
     * @param due when it is handled again; null in a dead-letter topic and in a parking tier
     */
    record Step(String topic, int attempts, @Nullable Instant due) {}

    /** Returns where the record goes after this failure. */
    Step next(FailureHeaders before, Outcome.Failed failed) {
        int attempts = before.attempt() + 1;
        return switch (failed) {
            case Outcome.Retry retry when retry.parkAt() != null ->
                    new Step(parked(group, retry.parkAt()), before.attempt(), null);
            case Outcome.Retry _ when attempts <= config.delays().size() ->
                    new Step(
                            retry(group, attempts),
                            attempts,
                            clock.instant().plus(delay(attempts)));
            case Outcome.Retry _ -> new Step(dead(group), attempts, null);
            case Outcome.Dead _ -> new Step(dead(group), attempts, null);
        };
    }

    private Duration delay(int rung) {
        long jitterNanos = (long) (random.nextDouble() * config.jitter().toNanos());
        Duration delay = config.delays().get(rung - 1).plusNanos(jitterNanos);
        return delay.compareTo(config.longest()) > 0 ? config.longest() : delay;
    }

    /** Returns every topic on which the group's records wait or end. */
    public static Set<TopicSpec> topics(ConsumerGroup group, RetryConfig config) {
        Set<TopicSpec> topics = new HashSet<>();
        topics.add(deadTopic(group.name()));
        for (String waiting : waitingTopics(group, config)) {
            topics.add(waitingTopic(waiting, config.partitions()));
        }
        return topics;
    }

    /** Returns the group's dead-letter topic with its settings. */
    public static TopicSpec deadTopic(String group) {
        // Letters are few and read in order: one partition. They are kept until a person has
        // handled them.
        return new TopicSpec(dead(group), 1, retention("-1"));
    }

    /** Returns a rung or parking tier with its settings. */
    public static TopicSpec waitingTopic(String name, int partitions) {
        return new TopicSpec(
                name, partitions, retention(String.valueOf(WAITING_RETENTION.toMillis())));
    }

    /** Returns the topics whose records are handled again: all rungs and parking tiers. */
    public static Set<String> waitingTopics(ConsumerGroup group, RetryConfig config) {
        Set<String> topics = new HashSet<>();
        for (int rung = 1; rung <= config.delays().size(); rung++) {
            topics.add(retry(group.name(), rung));
        }
        for (String tier : group.parkingTiers()) {
            topics.add(parked(group.name(), tier));
        }
        return topics;
    }

    /** Returns the consumer group that reads the rungs and parking tiers of this one. */
    public static String waitingGroup(String group) {
        return group + ".retry";
    }

    /** Returns the parking tier of a topic of the ladder; null for a rung. */
    static @Nullable String parkingTier(String topic) {
        int end = topic.indexOf('.');
        return end >= 0 && topic.startsWith(PARKED, end)
                ? topic.substring(end + PARKED.length())
                : null;
    }

    /** Returns the group's dead-letter topic. */
    public static String dead(String group) {
        return group + DEAD;
    }

    /** Returns the group whose dead-letter topic this is; empty for any other topic. */
    public static Optional<String> groupOfDead(String topic) {
        int end = topic.indexOf('.');
        return end > 0 && topic.substring(end).equals(DEAD)
                ? Optional.of(topic.substring(0, end))
                : Optional.empty();
    }

    /** Returns the topic of a rung, counted from 1. */
    public static String retry(String group, int rung) {
        return group + RETRY + rung;
    }

    /** Returns the topic of a parking tier. */
    public static String parked(String group, String tier) {
        return group + PARKED + tier;
    }

    /** A copy takes any record that its source took, plus the headers. */
    private static Map<String, String> retention(String retentionMs) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                retentionMs,
                "retention.bytes",
                "-1",
                "max.message.bytes",
                String.valueOf(KafkaClients.MAX_REQUEST_BYTES));
    }
}
