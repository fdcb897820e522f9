package steadfast.bench.payments;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** payment-service's database, seen from outside. */
final class PaymentsDatabase implements AutoCloseable {

    private final Connection connection;

    /** Connects by the variables that payment-service gets. */
    PaymentsDatabase(Map<String, String> environment) throws SQLException {
        connection =
                DriverManager.getConnection(
                        environment.get("PAYMENT_JDBC_URL"),
                        environment.get("PAYMENT_JDBC_USER"),
                        environment.get("PAYMENT_JDBC_PASSWORD"));
    }

    /**
     * Counts transactions that have written anything since the server was created, the relay's too.
     */
    long writingTransactions() throws SQLException {
        return number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    /** Counts payments for which the gateway was called at least once. */
    long calledPayments() throws SQLException {
        return number("select count(*) from payment where attempt > 0");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
