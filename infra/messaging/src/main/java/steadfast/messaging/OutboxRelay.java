package steadfast.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends what the outbox holds, at least once, per key in the order of writing. One relay a database
 * works at a time: it holds an advisory lock on the very connection it reads with.
 *
 * <p>It always starts from the oldest row and keeps no high-water mark: identity numbers are drawn
 * before the commit, so a row with a smaller number can appear after one with a larger number was
 * sent. A row leaves the table only after the broker acknowledged it; a crash in between sends it
 * again, with the same event ID.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final int MAX_BLOCKED_KEYS = 1_000;

    private final DataSource dataSource;
    private final RecordSender sender;
    private final OutboxSignal signal;
    private final String source;
    private final int batch;
    private final Duration poll;
    private final Faults faults;
    private final Counter sentRows;
    private final AtomicInteger blockedGauge = new AtomicInteger();
    private final Set<String> blockedKeys = new HashSet<>();
    private final Thread thread;
    private volatile boolean running = true;

    OutboxRelay(
            DataSource dataSource,
            KafkaClients clients,
            OutboxSignal signal,
            MessagingConfig config,
            MeterRegistry meters,
            Faults faults) {
        this.dataSource = dataSource;
        this.sender = new RecordSender(clients::producer);
        this.signal = signal;
        this.source = config.source();
        this.batch = config.outboxBatch();
        this.poll = config.outboxPoll();
        this.faults = faults;
        this.sentRows = Counter.builder("outbox.sent").register(meters);
        Gauge.builder("outbox.blocked.keys", blockedGauge, AtomicInteger::get).register(meters);
        this.thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        running = false;
        signal.wake();
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                OutboxTable table = new OutboxTable(connection);
                if (table.tryLock()) {
                    relay(table);
                }
                pause(STANDBY);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("outbox relay interrupted, trying again: %s", e.toString());
                pause(STANDBY);
            }
        }
    }

    private void relay(OutboxTable table) throws SQLException {
        LOG.info("outbox relay works");
        sender.prepare(Set.of());
        blockedKeys.clear();
        try {
            while (running) {
                List<OutboxRow> rows = table.oldest(batch, blockedKeys);
                faults.at(Faults.Step.OUTBOX_READ);
                if (rows.isEmpty()) {
                    retryBlockedKeys();
                    pause(poll);
                } else {
                    List<OutboxRow> sent = sendInKeyOrder(rows);
                    faults.at(Faults.Step.OUTBOX_SENT);
                    table.delete(sent);
                    faults.at(Faults.Step.OUTBOX_DELETED);
                    sentRows.increment(sent.size());
                }
            }
        } finally {
            table.unlock();
        }
    }

    /**
     * Sends in waves, each with at most one row a key, so that a failed row can hold back the later
     * ones of its key.
     */
    private List<OutboxRow> sendInKeyOrder(List<OutboxRow> rows) {
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
        if (sent.isEmpty()) {
            pause(STANDBY);
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
        blockedGauge.set(blockedKeys.size());
    }

    /**
     * When all else is sent, blocked keys get another chance: the limit that stopped them may have
     * been raised.
     */
    private void retryBlockedKeys() {
        if (!blockedKeys.isEmpty()) {
            blockedKeys.clear();
            pause(STANDBY);
        }
        blockedGauge.set(0);
    }

    private void pause(Duration atMost) {
        try {
            signal.await(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
