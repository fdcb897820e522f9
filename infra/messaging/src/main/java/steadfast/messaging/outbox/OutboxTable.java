package steadfast.messaging.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import steadfast.messaging.OutboxMessage;

/**
 * The relay's side of the outbox table, on one connection that also holds the advisory lock: when
 * the connection is lost, so is the right to send.
 */
final class OutboxTable {

    /** Any number that is locked for nothing else in this database; the letters "outbox". */
    static final long LOCK = 0x6F7574626F78L;

    private static final String SELECT =
            """
            select id, event_id, occurred_at, topic, record_key, type, value
            from outbox where record_key <> all (?) order by id limit ?\
            """;

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** Tries to become the database's only relay, and returns whether this connection is. */
    boolean tryLock() throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /**
     * Ensures that sent rows can also be deleted.
     *
     * @throws SQLException with SQLSTATE 25006 on a read-only server
     */
    void requireWrites() throws SQLException {
        try (PreparedStatement ask =
                        connection.prepareStatement(
                                "select current_setting('transaction_read_only')::boolean");
                ResultSet result = ask.executeQuery()) {
            if (result.next() && result.getBoolean(1)) {
                throw new SQLException("the database is read-only, nothing is sent", "25006");
            }
        }
    }

    void unlock() throws SQLException {
        try (PreparedStatement unlock =
                connection.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, LOCK);
            unlock.execute();
        }
    }

    /** Returns the oldest rows whose key is not blocked. */
    List<OutboxRow> oldest(int limit, Collection<String> blockedKeys) throws SQLException {
        Array blocked = connection.createArrayOf("text", blockedKeys.toArray());
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, blocked);
            select.setInt(2, limit);
            try (ResultSet result = select.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        } finally {
            blocked.free();
        }
    }

    void delete(List<OutboxRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Array ids = connection.createArrayOf("bigint", rows.stream().map(OutboxRow::id).toArray());
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where id = any (?)")) {
            delete.setArray(1, ids);
            delete.executeUpdate();
        } finally {
            ids.free();
        }
    }

    private static OutboxRow row(ResultSet result) throws SQLException {
        OutboxMessage message =
                new OutboxMessage(
                        result.getObject("event_id", UUID.class),
                        result.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        result.getString("topic"),
                        result.getString("record_key"),
                        result.getString("type"),
                        result.getBytes("value"));
        return new OutboxRow(result.getLong("id"), message);
    }
}
