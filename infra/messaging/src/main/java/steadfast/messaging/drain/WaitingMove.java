package steadfast.messaging.drain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.offsets.PartitionProgress;
import steadfast.messaging.replay.KafkaAwayException;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.RetryLadder;

/**
 * Moves the records of old rungs and parking tiers that were not handled yet: those above the
 * group's commit which it does not remember as complete. The commit follows the copies, so the next
 * run goes on from there.
 */
final class WaitingMove {

    private final KafkaClients clients;
    private final Admin admin;
    private final RecordSender sender;
    private final CrashPoints crashPoints;
    private final String group;
    private final Set<String> names;

    WaitingMove(
            KafkaClients clients,
            Admin admin,
            RecordSender sender,
            CrashPoints crashPoints,
            String group,
            Set<String> names) {
        this.clients = clients;
        this.admin = admin;
        this.sender = sender;
        this.crashPoints = crashPoints;
        this.group = group;
        this.names = names;
    }

    /** Returns how many records it has moved. */
    int move(OldTopic from) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed =
                LadderDrain.answer(
                        admin.listConsumerGroupOffsets(RetryLadder.waitingGroup(group))
                                .partitionsToOffsetAndMetadata());
        String target = from.targetAmong(names, group);
        int[] moved = {0};
        TopicSnapshot.now(clients, group + ".drain", from.name())
                .read(batch -> {
                    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                    for (ConsumerRecord<byte[], byte[]> record : batch) {
                        TopicPartition partition =
                                new TopicPartition(record.topic(), record.partition());
                        @Nullable OffsetAndMetadata commit = committed.get(partition);
                        if (commit != null && record.offset() < commit.offset()) {
                            continue;
                        }
                        PartitionProgress of =
                                progress.computeIfAbsent(
                                        partition, _ -> new PartitionProgress(commit));
                        if (of.begin(record.offset(), record.leaderEpoch())) {
                            records.add(record);
                        }
                    }
                    move(from, target, records, progress);
                    moved[0] += records.size();
                });
        return moved[0];
    }

    private void move(
            OldTopic from,
            String target,
            List<ConsumerRecord<byte[], byte[]>> records,
            Map<TopicPartition, PartitionProgress> progress)
            throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            // The name of its topic told where it came from; its header may be forged.
            Headers headers = new RecordHeaders(record.headers());
            CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_TOPIC, from.source());
            copies.add(
                    new ProducerRecord<>(
                            target,
                            null,
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            headers));
        }
        Copies.send(sender, copies);
        crashPoints.at(CrashPoints.Step.COPY_SENT);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            PartitionProgress of =
                    progress.get(new TopicPartition(record.topic(), record.partition()));
            if (of != null) {
                of.complete(record.offset());
            }
        }
        commit(progress);
        crashPoints.at(CrashPoints.Step.OFFSETS_COMMITTED);
    }

    private void commit(Map<TopicPartition, PartitionProgress> progress)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        progress.forEach((partition, of) -> {
            OffsetAndMetadata commit = of.toCommit();
            if (commit != null) {
                commits.put(partition, commit);
            }
        });
        try {
            LadderDrain.answer(
                    admin.alterConsumerGroupOffsets(RetryLadder.waitingGroup(group), commits)
                            .all());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GroupNotEmptyException
                            || e.getCause() instanceof UnknownMemberIdException
                    ? new GroupRunsException(group)
                    : KafkaAwayException.because(e);
        } catch (TimeoutException e) {
            throw KafkaAwayException.because(e);
        }
        progress.forEach((partition, of) -> {
            OffsetAndMetadata commit = commits.get(partition);
            if (commit != null) {
                of.committed(commit);
            }
        });
    }
}
