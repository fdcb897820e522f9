package steadfast.messaging.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.loop.CrashPoints;

/**
 * Sends the outbox's events, at least once, per key in the order of writing. One relay per database
 * works at a time: it holds an advisory lock on the same connection with which it reads.
 *
 * <p>It always starts from the oldest row and keeps no high-water mark: identity numbers are drawn
 * before the commit, so a row with a smaller number can appear after one with a larger number was
 * sent. A row leaves the table only after the broker acknowledged it; a crash in between sends it
 * again, with the same event ID. Rows that were sent but could not be deleted are deleted before
 * anything else is sent, so that with a read-only database at most one batch is sent twice.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration STANDBY = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final DatabaseMonitor monitor;
    private final OutboxSender sender;
    private final OutboxSignal signal;
    private final int batch;
    private final Duration poll;
    private final CrashPoints crashPoints;
    private final Counter sentRows;
    private final RelayHealth health;
    private final Thread thread;
    private List<OutboxRow> sentButNotDeleted = List.of();
    private volatile boolean running = true;

    public OutboxRelay(
            DataSource dataSource,
            DatabaseMonitor monitor,
            KafkaClients clients,
            OutboxSignal signal,
            MessagingConfig config,
            MeterRegistry meters,
            CrashPoints crashPoints) {
        this.dataSource = dataSource;
        this.monitor = monitor;
        this.health = new RelayHealth(meters);
        this.sender = new OutboxSender(clients, config.source(), health);
        this.signal = signal;
        this.batch = config.outboxBatch();
        this.poll = config.outboxPoll();
        this.crashPoints = crashPoints;
        this.sentRows = Counter.builder("outbox.sent").register(meters);
        this.thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
    }

    /** Starts the relay's thread. */
    public void start() {
        thread.start();
    }

    /** Returns why this instance can't send although it holds the lock; empty if it can. */
    public Optional<String> whyNotReady() {
        return thread.isAlive()
                ? health.whyNotReady()
                : Optional.of("the outbox relay does not run");
    }

    /** Returns how many keys wait behind a row that no broker takes. */
    public int blockedKeys() {
        return health.blockedKeys();
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
                table.requireWrites();
                if (table.tryLock()) {
                    relay(table);
                } else {
                    health.standsBy();
                }
                pause(STANDBY);
            } catch (SQLException | RuntimeException e) {
                monitor.discardStaleConnections(e);
                health.interrupted(e);
                pause(STANDBY);
            }
        }
    }

    private void relay(OutboxTable table) throws SQLException {
        LOG.info("outbox relay works");
        sender.begin();
        try {
            table.delete(sentButNotDeleted);
            sentButNotDeleted = List.of();
            while (running && !health.stuck()) {
                List<OutboxRow> rows = table.oldest(batch, sender.blockedKeys());
                crashPoints.at(CrashPoints.Step.OUTBOX_READ);
                if (rows.isEmpty()) {
                    if (sender.unblock()) {
                        pause(STANDBY);
                    }
                    health.sent();
                    pause(poll);
                } else {
                    send(table, rows);
                }
            }
        } finally {
            health.released();
            table.unlock();
        }
    }

    private void send(OutboxTable table, List<OutboxRow> rows) throws SQLException {
        health.found();
        List<OutboxRow> sent = sender.sendInKeyOrder(rows);
        crashPoints.at(CrashPoints.Step.OUTBOX_SENT);
        if (sent.isEmpty()) {
            pause(STANDBY);
            return;
        }
        sentButNotDeleted = sent;
        table.delete(sent);
        sentButNotDeleted = List.of();
        crashPoints.at(CrashPoints.Step.OUTBOX_DELETED);
        sentRows.increment(sent.size());
        health.sent();
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
