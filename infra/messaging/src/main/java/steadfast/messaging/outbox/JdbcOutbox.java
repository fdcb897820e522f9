package steadfast.messaging.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import steadfast.messaging.Outbox;
import steadfast.messaging.OutboxMessage;

/**
 * Writes the outbox table through the transaction's own connection and wakes the relay once after
 * each commit.
 */
@ApplicationScoped
public class JdbcOutbox implements Outbox {

    private static final String INSERT =
            """
            insert into outbox (event_id, occurred_at, topic, record_key, type, value) values (?, ?, ?, ?, ?, ?)\
            """;

    private final Instance<DataSource> dataSource;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxSignal signal;

    JdbcOutbox(
            Instance<DataSource> dataSource,
            TransactionSynchronizationRegistry transactions,
            OutboxSignal signal) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.signal = signal;
    }

    @Override
    public void append(List<OutboxMessage> messages) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "an event can be appended only inside an active transaction");
        }
        if (!messages.isEmpty()) {
            insert(messages);
            wakeRelayAfterCommit();
        }
    }

    private void insert(List<OutboxMessage> messages) {
        try (Connection connection = dataSource.get().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (OutboxMessage message : messages) {
                insert.setObject(1, message.eventId());
                insert.setObject(2, message.occurredAt().atOffset(ZoneOffset.UTC));
                insert.setString(3, message.topic());
                insert.setString(4, message.key());
                insert.setString(5, message.type());
                insert.setBytes(6, message.value());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new OutboxException("the outbox cannot be written", e);
        }
    }

    private void wakeRelayAfterCommit() {
        if (transactions.getResource(this) != null) {
            return;
        }
        transactions.putResource(this, true);
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            signal.wake();
                        }
                    }
                });
    }
}
