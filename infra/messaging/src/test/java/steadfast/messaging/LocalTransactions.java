package steadfast.messaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.consume.DatabaseAccess;
import steadfast.messaging.consume.TransactionRunner;

/** Transactions on real PostgreSQL without a container; what runs inside sees its connection. */
final class LocalTransactions implements TransactionRunner, AutoCloseable {

    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    /** Many tests make many transactions, and a connection costs more than one of them. */
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    final AtomicInteger begun = new AtomicInteger();
    private final String jdbcUrl;

    LocalTransactions(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    /** These transactions, and who knows whether their database takes writes. */
    DatabaseAccess access() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        return new DatabaseAccess(this, DatabaseMonitor.of(dataSource));
    }

    @Override
    public void run(Work work) throws Exception {
        begun.incrementAndGet();
        Connection connection = idleOrNew();
        CURRENT.set(connection);
        try {
            work.run();
            connection.commit();
        } finally {
            CURRENT.remove();
            connection.rollback();
            idle.add(connection);
        }
    }

    private Connection idleOrNew() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = connect();
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Of the transaction that runs on this thread. */
    Connection current() {
        return CURRENT.get();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }

    /** Once nothing runs any more. */
    @Override
    public void close() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
