package steadfast.messaging.drain;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.replay.KafkaAwayException;
import steadfast.messaging.retry.RetryLadder;

/**
 * Empties a group's old ladders into its one ladder and removes their topics. A run that was killed
 * is continued by the next one: letters and receipts are copied once, and what waits is copied at
 * least once, as every record is.
 */
public final class LadderDrain implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;

    private final KafkaClients clients;
    private final RecordSender sender;
    private final CrashPoints crashPoints;

    /** {@code connection}: at least {@code bootstrap.servers}; security settings pass through. */
    public LadderDrain(Map<String, Object> connection) {
        this(new KafkaClients(connection, new SimpleMeterRegistry()), CrashPoints.NONE);
    }

    LadderDrain(KafkaClients clients, CrashPoints crashPoints) {
        this.clients = clients;
        this.sender = new RecordSender(clients::producer);
        this.crashPoints = crashPoints;
    }

    /**
     * Moves all that the group's old topics hold, then removes them.
     *
     * @param sources the source topics that the group consumes
     * @param reports takes each old topic once it is gone
     * @throws GroupRunsException if an instance of the group runs
     * @throws KafkaAwayException if the broker can't be reached; another call continues from there
     */
    public void drain(String group, Set<String> sources, Consumer<DrainedTopic> reports)
            throws InterruptedException {
        try (Admin admin = clients.admin()) {
            Set<String> names = answer(admin.listTopics().names());
            List<OldTopic> old = OldTopic.among(names, group, sources);
            if (old.isEmpty()) {
                return;
            }
            requireNoMembers(admin, group);
            makeLadder(admin, group, old);
            names = answer(admin.listTopics().names());
            Moved moved = moveAll(admin, group, old, names);
            for (OldTopic topic : inOrderOfRemoval(old)) {
                // An instance that was started meanwhile may write to it again.
                requireNoMembers(admin, group);
                if (!moved.ends().entrySet().containsAll(ends(admin, List.of(topic)).entrySet())) {
                    throw new GroupRunsException(group);
                }
                delete(admin, topic.name());
                crashPoints.at(CrashPoints.Step.COMPLETED);
                reports.accept(
                        new DrainedTopic(
                                topic.name(),
                                topic.targetAmong(names, group),
                                moved.records().getOrDefault(topic.name(), 0)));
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw KafkaAwayException.because(e);
        }
    }

    /**
     * What was moved.
     *
     * @param records how many, by old topic
     * @param ends how far the old topics had been written when there was nothing left to move
     */
    private record Moved(Map<String, Integer> records, Map<TopicPartition, Long> ends) {}

    /** Repeats it until nothing is left to move. */
    private Moved moveAll(Admin admin, String group, List<OldTopic> old, Set<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Integer> moved = new HashMap<>();
        WaitingMove waiting = new WaitingMove(clients, admin, sender, crashPoints, group, names);
        LetterMove letters = new LetterMove(clients, admin, sender, crashPoints, group);
        Map<TopicPartition, Long> ends;
        int now;
        do {
            now = 0;
            ends = ends(admin, old);
            for (OldTopic from : old) {
                int records = from.isWaiting() ? waiting.move(from) : 0;
                moved.merge(from.name(), records, Integer::sum);
                now += records;
            }
            for (Map.Entry<String, Integer> records : letters.move(old).entrySet()) {
                moved.merge(records.getKey(), records.getValue(), Integer::sum);
                now += records.getValue();
            }
        } while (now > 0);
        return new Moved(moved, ends);
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<OldTopic> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        answer(admin.describeTopics(topics.stream().map(OldTopic::name).toList()).allTopicNames())
                .forEach((name, topic) ->
                        topic.partitions()
                                .forEach(partition ->
                                        latest.put(
                                                new TopicPartition(name, partition.partition()),
                                                OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Receipts before letters: without its letter a receipt can't be told apart. */
    private static List<OldTopic> inOrderOfRemoval(List<OldTopic> old) {
        List<OldTopic> inOrder = new ArrayList<>(old);
        inOrder.removeIf(OldTopic::isDead);
        old.stream().filter(OldTopic::isDead).forEach(inOrder::add);
        return inOrder;
    }

    private static void delete(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            answer(admin.deleteTopics(List.of(topic)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }

    /** Makes what the group has not made yet, with as many partitions and replicas as before. */
    private void makeLadder(Admin admin, String group, List<OldTopic> old)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> described =
                answer(
                        admin.describeTopics(old.stream().map(OldTopic::name).toList())
                                .allTopicNames());
        Set<TopicSpec> ladder = new HashSet<>();
        ladder.add(RetryLadder.deadTopic(group));
        int replicas = Integer.MAX_VALUE;
        for (OldTopic topic : old) {
            List<TopicPartitionInfo> partitions =
                    Objects.requireNonNull(described.get(topic.name())).partitions();
            for (TopicPartitionInfo partition : partitions) {
                replicas = Math.min(replicas, partition.replicas().size());
            }
            if (topic.isWaiting()) {
                ladder.add(RetryLadder.waitingTopic(topic.target(), partitions.size()));
            }
        }
        new TopicSetup(clients, (short) replicas).ensure(ladder);
    }

    private static void requireNoMembers(Admin admin, String group)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (String each : List.of(group, RetryLadder.waitingGroup(group))) {
            try {
                Map<String, ConsumerGroupDescription> described =
                        answer(admin.describeConsumerGroups(List.of(each)).all());
                if (described.values().stream().anyMatch(one -> !one.members().isEmpty())) {
                    throw new GroupRunsException(group);
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        }
    }

    static <T> T answer(KafkaFuture<T> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        return question.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        sender.close();
    }
}
