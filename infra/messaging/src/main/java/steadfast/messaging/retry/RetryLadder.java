package steadfast.messaging.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Outcome;
import steadfast.messaging.RetryConfig;
import steadfast.messaging.Subscription;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;

/**
 * Decides where a failed record goes: after its n-th failure to {@code <group>.<topic>.retry-<n>}
 * until {@code min(delay(n) + U(0, jitter), longest)} has passed, after the last rung to {@code
 * <group>.<topic>.dlt}; a parked record goes to {@code <group>.<topic>.parked.<tier>}, with its
 * attempts unchanged.
 *
 * <p>Each rung is a separate topic, so that due times within a partition are almost in order.
 */
public final class RetryLadder {

    private static final String RETRY = ".retry-";
    private static final String PARKED = ".parked.";

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
        String origin = before.originTopic();
        int attempts = before.attempt() + 1;
        return switch (failed) {
            case Outcome.Retry retry when retry.parkAt() != null ->
                    new Step(parked(group, origin, retry.parkAt()), before.attempt(), null);
            case Outcome.Retry _ when attempts <= config.delays().size() ->
                    new Step(
                            retry(group, origin, attempts),
                            attempts,
                            clock.instant().plus(delay(attempts)));
            case Outcome.Retry _ -> new Step(dead(group, origin), attempts, null);
            case Outcome.Dead _ -> new Step(dead(group, origin), attempts, null);
        };
    }

    private Duration delay(int rung) {
        long jitterNanos = (long) (random.nextDouble() * config.jitter().toNanos());
        Duration delay = config.delays().get(rung - 1).plusNanos(jitterNanos);
        return delay.compareTo(config.longest()) > 0 ? config.longest() : delay;
    }

    /** Returns every topic on which the subscription's records wait or end. */
    public static Set<TopicSpec> topics(Subscription<?> subscription, RetryConfig config) {
        Set<TopicSpec> topics = new HashSet<>();
        for (String topic : subscription.topics()) {
            // Letters are few and read in order: one partition. They are kept until a person has
            // handled them.
            topics.add(new TopicSpec(dead(subscription.group(), topic), 1, retention("-1")));
        }
        for (String waiting : waitingTopics(subscription, config)) {
            topics.add(
                    new TopicSpec(
                            waiting,
                            config.partitions(),
                            retention(String.valueOf(WAITING_RETENTION.toMillis()))));
        }
        return topics;
    }

    /** Returns the topics whose records are handled again: all rungs and parking tiers. */
    public static Set<String> waitingTopics(Subscription<?> subscription, RetryConfig config) {
        Set<String> topics = new HashSet<>();
        for (String topic : subscription.topics()) {
            for (int rung = 1; rung <= config.delays().size(); rung++) {
                topics.add(retry(subscription.group(), topic, rung));
            }
            for (String tier : subscription.parkingTiers()) {
                topics.add(parked(subscription.group(), topic, tier));
            }
        }
        return topics;
    }

    /** Returns the source topic of the records on this one. */
    static String originOf(String group, String waitingTopic) {
        int parked = waitingTopic.lastIndexOf(PARKED);
        int end = parked < 0 ? waitingTopic.lastIndexOf(RETRY) : parked;
        return waitingTopic.substring(group.length() + 1, end);
    }

    /** Returns the parking tier of this topic; null for any other topic. */
    static @Nullable String parkingTier(String topic) {
        int at = topic.lastIndexOf(PARKED);
        return at < 0 ? null : topic.substring(at + PARKED.length());
    }

    /** Returns the dead-letter topic of the group and source topic. */
    public static String dead(String group, String topic) {
        return group + "." + topic + ".dlt";
    }

    /** Returns the topic of a rung, counted from 1. */
    public static String retry(String group, String topic, int rung) {
        return group + "." + topic + RETRY + rung;
    }

    static String parked(String group, String topic, String tier) {
        return group + "." + topic + PARKED + tier;
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
