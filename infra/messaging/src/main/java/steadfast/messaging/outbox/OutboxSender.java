package steadfast.messaging.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import steadfast.messaging.OutboxMessage;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;

/**
 * Sends rows of the outbox so that a row that fails holds back only the later ones of its key. Used
 * by the relay's thread only.
 */
final class OutboxSender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final int MAX_BLOCKED_KEYS = 1_000;

    private final RecordSender sender;
    private final String source;
    private final RelayHealth health;
    private final Set<String> blockedKeys = new HashSet<>();

    OutboxSender(KafkaClients clients, String source, RelayHealth health) {
        this.sender = new RecordSender(clients::producer);
        this.source = source;
        this.health = health;
    }

    /** Connects, and clears the keys that were blocked when this relay last worked. */
    void begin() {
        sender.prepare(Set.of());
        blockedKeys.clear();
    }

    /** The keys whose oldest row no broker takes. */
    Set<String> blockedKeys() {
        return blockedKeys;
    }

    @Override
    public void close() {
        sender.close();
    }

    /**
     * Sends in waves, each with at most one row per key, so that a failed row can hold back the
     * later ones of its key.
     */
    List<OutboxRow> sendInKeyOrder(List<OutboxRow> rows) {
        List<OutboxRow> sent = new ArrayList<>(rows.size());
        Set<String> failedKeys = new HashSet<>();
        for (List<OutboxRow> wave : waves(rows)) {
            wave.removeIf(row -> failedKeys.contains(row.message().key()));
            List<RecordSender.Result> results = send(wave);
            for (int i = 0; i < results.size(); i++) {
                OutboxRow row = wave.get(i);
                switch (results.get(i)) {
                    case RecordSender.Result.Acknowledged _ -> sent.add(row);
                    case RecordSender.Result.Failed failed -> {
                        failedKeys.add(row.message().key());
                        health.failed(failed.cause());
                        LOG.warnf(
                                "event not acknowledged, sending it again: eventId=%s %s",
                                row.message().eventId(), failed.cause());
                    }
                    case RecordSender.Result.Impossible impossible ->
                            block(row, impossible.cause());
                }
            }
            failedKeys.addAll(blockedKeys);
        }
        return sent;
    }

    private static List<List<OutboxRow>> waves(List<OutboxRow> rows) {
        Map<String, Integer> seen = new HashMap<>();
        List<List<OutboxRow>> waves = new ArrayList<>();
        for (OutboxRow row : rows) {
            int wave = seen.merge(row.message().key(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(row);
        }
        return waves;
    }

    private List<RecordSender.Result> send(List<OutboxRow> wave) {
        try {
            return sender.send(wave.stream().map(this::record).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        OutboxMessage message = row.message();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        message.topic(),
                        message.key().getBytes(StandardCharsets.UTF_8),
                        message.value());
        CloudEventHeaders.add(record.headers(), message, source);
        return record;
    }

    private void block(OutboxRow row, Throwable cause) {
        LOG.errorf(
                "event cannot be sent, its key waits: eventId=%s key=%s %s",
                row.message().eventId(), row.message().key(), cause);
        if (blockedKeys.size() < MAX_BLOCKED_KEYS) {
            blockedKeys.add(row.message().key());
        }
        health.blocked(blockedKeys.size());
    }

    /**
     * Retries blocked keys when all other rows are sent: the limit that stopped them may have been
     * raised.
     *
     * @return whether there were any
     */
    boolean unblock() {
        boolean any = !blockedKeys.isEmpty();
        blockedKeys.clear();
        health.blocked(0);
        return any;
    }
}
