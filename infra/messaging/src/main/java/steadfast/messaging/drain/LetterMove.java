package steadfast.messaging.drain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.replay.DeadLetter;
import steadfast.messaging.replay.ReplayLog;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.RetryLadder;

/**
 * Copies old dead letters byte for byte, with their time, and the receipts of their replays. An old
 * receipt names its letter's place in the old topic, which the copy does not have: it becomes one
 * that names the letter itself.
 */
final class LetterMove {

    private final KafkaClients clients;
    private final Admin admin;
    private final RecordSender sender;
    private final CrashPoints crashPoints;
    private final String group;
    private final String reader;

    LetterMove(
            KafkaClients clients,
            Admin admin,
            RecordSender sender,
            CrashPoints crashPoints,
            String group) {
        this.clients = clients;
        this.admin = admin;
        this.sender = sender;
        this.crashPoints = crashPoints;
        this.group = group;
        this.reader = group + ".drain";
    }

    /** Returns how many records of each old topic it has copied. */
    Map<String, Integer> move(List<OldTopic> old)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Integer> moved = new HashMap<>();
        String dead = RetryLadder.dead(group);
        CopiedOnce letters = CopiedOnce.at(clients, reader, dead);
        for (OldTopic from : old) {
            if (from.isDead()) {
                moved.put(from.name(), moveLetters(from, dead, letters));
            }
        }
        if (old.stream().anyMatch(OldTopic::isReplayLog)) {
            String replayLog = ReplayLog.topic(group);
            ReplayLog.create(clients, replayLog, replicasOf(dead));
            CopiedOnce receipts = CopiedOnce.at(clients, reader, replayLog);
            for (OldTopic from : old) {
                if (from.isReplayLog()) {
                    moved.put(from.name(), moveReceipts(from, old, replayLog, receipts));
                }
            }
        }
        return moved;
    }

    private int moveLetters(OldTopic from, String dead, CopiedOnce there)
            throws InterruptedException {
        int[] moved = {0};
        TopicSnapshot.now(clients, reader, from.name())
                .read(batch -> {
                    List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
                    for (ConsumerRecord<byte[], byte[]> record : batch) {
                        copies.add(copy(record, dead, headers(record, from)));
                    }
                    moved[0] += send(copies, there);
                });
        return moved[0];
    }

    private int moveReceipts(OldTopic from, List<OldTopic> old, String replayLog, CopiedOnce there)
            throws InterruptedException {
        Map<String, Known> letters = new HashMap<>();
        for (OldTopic other : old) {
            if (other.isDead() && other.source().equals(from.source())) {
                TopicSnapshot.now(clients, reader, other.name())
                        .read(batch -> batch.forEach(record -> note(record, replayLog, letters)));
            }
        }
        int[] moved = {0};
        TopicSnapshot.now(clients, reader, from.name())
                .read(batch -> {
                    List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
                    for (ConsumerRecord<byte[], byte[]> receipt : batch) {
                        copies.add(receipt(receipt, letters, replayLog));
                    }
                    moved[0] += send(copies, there);
                });
        return moved[0];
    }

    /** A letter as its old receipt names it, and as the new one does; not the letter itself. */
    private record Known(String content, ProducerRecord<byte[], byte[]> receipt) {}

    private void note(
            ConsumerRecord<byte[], byte[]> record, String replayLog, Map<String, Known> letters) {
        if (DeadLetter.of(record, group) instanceof DeadLetter.Intact letter) {
            letters.put(
                    record.partition() + "/" + record.offset(),
                    new Known(letter.content(), ReplayLog.receipt(replayLog, letter)));
        }
    }

    /** Returns the receipt as it is if its letter is not there any more: it stays on record. */
    private static ProducerRecord<byte[], byte[]> receipt(
            ConsumerRecord<byte[], byte[]> old, Map<String, Known> letters, String replayLog) {
        @Nullable Known letter = letters.get(text(old.key()));
        if (letter == null || !letter.content().equals(text(old.value()))) {
            return copy(old, replayLog, old.headers());
        }
        return new ProducerRecord<>(
                replayLog,
                null,
                old.timestamp(),
                letter.receipt().key(),
                letter.receipt().value(),
                old.headers());
    }

    /**
     * Returns its headers. One that named another source topic than the name of its own was no
     * letter that could be replayed, and stays none: its origin is where it was found.
     */
    private static Headers headers(ConsumerRecord<byte[], byte[]> record, OldTopic from) {
        String origin = CloudEventHeaders.text(record.headers(), FailureHeaders.ORIGIN_TOPIC);
        if (origin == null || origin.equals(from.source())) {
            return record.headers();
        }
        Headers headers = new RecordHeaders(record.headers());
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_TOPIC, from.name());
        return headers;
    }

    private static ProducerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, String target, Headers headers) {
        return new ProducerRecord<>(
                target, null, record.timestamp(), record.key(), record.value(), headers);
    }

    private int send(List<ProducerRecord<byte[], byte[]>> all, CopiedOnce there)
            throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> missing =
                all.stream()
                        .filter(copy -> there.lacks(copy.key(), copy.value(), copy.headers()))
                        .toList();
        Copies.send(sender, missing);
        if (!missing.isEmpty()) {
            crashPoints.at(CrashPoints.Step.COPY_SENT);
        }
        return missing.size();
    }

    private short replicasOf(String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription described =
                Objects.requireNonNull(
                        LadderDrain.answer(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic));
        return (short)
                described.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElseThrow();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
