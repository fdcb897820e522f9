package steadfast.messaging.drain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.offsets.PartitionProgress;
import steadfast.messaging.retry.RetryLadder;

/**
 * The topics that an earlier version left of one group and source topic, with all that can lie
 * there.
 */
final class OldLadder {

    /** Long ago, so that a copy's own time would differ. */
    final Instant died = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

    private static final int RUNGS = 3;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group;
    private final String source;

    OldLadder(String group, String source) {
        this.group = group;
        this.source = source;
    }

    /** The topic's names by what they are for. */
    List<String> waiting() {
        List<String> topics = new ArrayList<>();
        for (int rung = 1; rung <= RUNGS; rung++) {
            topics.add(name("retry-" + rung));
        }
        topics.add(name("parked.bank"));
        return topics;
    }

    String name(String purpose) {
        return group + "." + source + "." + purpose;
    }

    /**
     * Makes them: on each rung and tier two records that are complete, one of them above the
     * commit, and one that waits; and letters with and without a receipt, of the third death, and
     * unreadable.
     */
    void make() throws Exception {
        List<TopicSpec> topics = new ArrayList<>();
        waiting().forEach(topic -> topics.add(new TopicSpec(topic, 1, Map.of())));
        topics.add(new TopicSpec(name("dlt"), 1, Map.of("retention.ms", "-1")));
        topics.add(new TopicSpec(name("replayed"), 1, Map.of("retention.ms", "-1")));
        new TopicSetup(fixture.clients, (short) 1).ensure(topics);
        for (String topic : waiting()) {
            fixture.sendAll(
                    List.of(
                            failed(topic, "done", 0),
                            failed(topic, "waits", 0),
                            failed(topic, "done above the commit", 0)));
            commit(topic);
        }
        fixture.sendAll(
                List.of(
                        failed(name("dlt"), "sent", 0),
                        failed(name("dlt"), "never sent", 0),
                        failed(name("dlt"), "poison", 3),
                        unreadable(),
                        unreadable(),
                        failed(name("dlt"), "died again", 0),
                        failed(name("dlt"), "died again", 1),
                        contradicting()));
        ConsumerRecord<byte[], byte[]> sent = fixture.raw(name("dlt")).get(0);
        ConsumerRecord<byte[], byte[]> again = fixture.raw(name("dlt")).get(5);
        fixture.sendAll(
                List.of(receipt(sent, "olga"), receipt(sent, "otto"), receipt(again, "olga")));
    }

    /** As the engine commits: the gap is the second record, the third is remembered. */
    private void commit(String topic) throws Exception {
        PartitionProgress progress = new PartitionProgress(null);
        for (ConsumerRecord<byte[], byte[]> record : fixture.raw(topic)) {
            var _ = progress.begin(record.offset(), record.leaderEpoch());
        }
        progress.complete(0);
        progress.complete(2);
        OffsetAndMetadata commit = progress.toCommit();
        try (Admin admin = fixture.clients.admin()) {
            admin.alterConsumerGroupOffsets(
                            RetryLadder.waitingGroup(group),
                            Map.of(new TopicPartition(topic, 0), commit))
                    .all()
                    .get();
        }
    }

    private ProducerRecord<byte[], byte[]> failed(String topic, String what, int replays) {
        // The value tells where it lay; a letter's deaths say the same.
        String value = topic + " " + what;
        ProducerRecord<byte[], byte[]> known = MessagingFixture.known(topic, value, value);
        if (what.equals("died again")) {
            CloudEventHeaders.put(
                    known.headers(), CloudEventHeaders.ID, "0b5c1f6e-6f0e-4c5e-8a52-0d6f5a3f7f11");
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("failure-kind", "busy");
        headers.put("failure-reason", "not now");
        headers.put("failure-attempt", "1");
        headers.put("first-failed-at", died.minusSeconds(60).toString());
        headers.put("last-failed-at", died.plusSeconds(replays).toString());
        headers.put("origin-topic", source);
        headers.put("origin-partition", "0");
        headers.put("origin-offset", "7");
        headers.put("replay-count", String.valueOf(replays));
        headers.forEach((name, text) -> CloudEventHeaders.put(known.headers(), name, text));
        return at(known);
    }

    /** One that was put there by hand: the earlier version did not replay it. */
    private ProducerRecord<byte[], byte[]> contradicting() {
        ProducerRecord<byte[], byte[]> letter = failed(name("dlt"), "contradicts", 0);
        CloudEventHeaders.put(letter.headers(), "origin-topic", "elsewhere");
        return letter;
    }

    /** What its copy is: itself, but that a source topic which its topic's name denies is gone. */
    String copyOf(ConsumerRecord<byte[], byte[]> letter) {
        if ("elsewhere".equals(CloudEventHeaders.text(letter.headers(), "origin-topic"))) {
            CloudEventHeaders.put(letter.headers(), "origin-topic", name("dlt"));
        }
        return whole(letter);
    }

    private ProducerRecord<byte[], byte[]> unreadable() {
        return at(new ProducerRecord<>(name("dlt"), null, new byte[] {(byte) 0xFF}));
    }

    private ProducerRecord<byte[], byte[]> at(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(),
                0,
                died.toEpochMilli(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** As the earlier version wrote them: the letter's place, and its content's fingerprint. */
    private ProducerRecord<byte[], byte[]> receipt(ConsumerRecord<byte[], byte[]> letter, String by)
            throws Exception {
        ProducerRecord<byte[], byte[]> receipt =
                new ProducerRecord<>(
                        name("replayed"),
                        (letter.partition() + "/" + letter.offset()).getBytes(UTF_8),
                        fingerprint(letter).getBytes(UTF_8));
        CloudEventHeaders.put(receipt.headers(), "replayed-by", by);
        return at(receipt);
    }

    private static String fingerprint(ConsumerRecord<byte[], byte[]> letter) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] id = CloudEventHeaders.text(letter.headers(), CloudEventHeaders.ID).getBytes(UTF_8);
        for (byte[] part : List.of(letter.key(), letter.value(), id)) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            digest.update(part);
        }
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        return new UUID(sum.getLong(), sum.getLong()).toString();
    }

    /** What a record is but for its place, to compare a copy by. */
    static String whole(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), Arrays.toString(header.value()));
        }
        return Arrays.toString(record.key())
                + Arrays.toString(record.value())
                + record.timestamp()
                + new TreeMap<>(headers);
    }
}
