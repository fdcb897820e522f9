package steadfast.messaging.replay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;

/**
 * Replays dead letters through their own group's retry ladder. Nothing ever leaves a dead-letter
 * topic: the letters are copied, and a separate topic records which ones were sent.
 */
public final class DeadLetterReplay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final RecordSender sender;
    private final Clock clock;
    private final CrashPoints crashPoints;

    /** {@code connection}: at least {@code bootstrap.servers}; security settings pass through. */
    public DeadLetterReplay(Map<String, Object> connection, Clock clock) {
        this(
                new KafkaClients(impatient(connection), new SimpleMeterRegistry()),
                clock,
                CrashPoints.NONE);
    }

    DeadLetterReplay(KafkaClients clients, Clock clock, CrashPoints crashPoints) {
        this.clients = clients;
        this.sender = new RecordSender(clients::producer);
        this.clock = clock;
        this.crashPoints = crashPoints;
    }

    /** Short, because a person waits for the result. */
    private static Map<String, Object> impatient(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
        settings.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
        return settings;
    }

    /**
     * Returns the groups that have dead-letter topics.
     *
     * @throws KafkaAwayException if the broker does not answer
     */
    public Set<String> groups() throws InterruptedException {
        return topicNames().stream()
                .flatMap(name -> RetryLadder.groupOfDead(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the source topics of the group's dead letters.
     *
     * @param group one of {@link #groups}
     * @throws KafkaAwayException if the broker does not answer
     */
    public Set<String> topics(String group) throws InterruptedException {
        Set<String> topics = new TreeSet<>();
        try {
            TopicSnapshot.now(clients, reader(group), RetryLadder.dead(group))
                    .read(batch ->
                            batch.forEach(record -> {
                                if (DeadLetter.of(record, group)
                                        instanceof DeadLetter.Intact letter) {
                                    topics.add(letter.failures().originTopic());
                                }
                            }));
        } catch (KafkaException e) {
            throw KafkaAwayException.because(e);
        }
        return topics;
    }

    /**
     * Replays the requested letters and reports each one.
     *
     * @throws KafkaAwayException if the broker can't be reached or lacks the ladder; letters sent
     *     until then are recorded, and another call continues from there
     */
    public void replay(ReplayRequest request, Consumer<DeadLetterReport> reports)
            throws InterruptedException {
        String group = request.group();
        Set<String> names = topicNames();
        requireLadder(group, names);
        try {
            new GroupReplay(request, receipts(request, names), sender, clock, crashPoints, reports)
                    .run(TopicSnapshot.now(clients, reader(group), RetryLadder.dead(group)));
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw KafkaAwayException.because(e);
        }
    }

    /** The broker might create a missing topic itself, without its settings. */
    private static void requireLadder(String group, Set<String> names) {
        String rung = RetryLadder.retry(group, 1);
        if (!names.contains(rung)) {
            throw new KafkaAwayException(
                    "it has no topic " + rung + ", which " + group + " makes when it starts", null);
        }
    }

    private ReplayLog receipts(ReplayRequest request, Set<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        String replayLog = ReplayLog.topic(request.group());
        if (names.contains(replayLog)) {
            return ReplayLog.read(clients, reader(request.group()), replayLog);
        }
        if (!request.dryRun()) {
            ReplayLog.create(clients, replayLog, copiesOf(RetryLadder.dead(request.group())));
        }
        return ReplayLog.none(replayLog);
    }

    private static String reader(String group) {
        return group + ".replay";
    }

    private short copiesOf(String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = clients.admin()) {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return (short)
                    described.values().stream()
                            .flatMap(one -> one.partitions().stream())
                            .mapToInt(partition -> partition.replicas().size())
                            .min()
                            .orElseThrow();
        }
    }

    private Set<String> topicNames() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            return admin.listTopics().names().get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw KafkaAwayException.because(e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
