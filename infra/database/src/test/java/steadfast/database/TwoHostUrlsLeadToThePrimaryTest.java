package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadfast.testkit.TestDatabase;

/**
 * A URL with two hosts and {@code targetServerType=primary}; the driver looks at a host again every
 * second here, and every ten by default.
 */
class TwoHostUrlsLeadToThePrimaryTest {

    /** Generous: other builds may share the machine. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void thePoolFollowsAFailoverToTheOtherHost() throws Exception {
        try (TestDatabase one = TestDatabase.start();
                TestDatabase other = TestDatabase.start()) {
            readOnly(other, true);
            try (AgroalDataSource pool = pool(one, other)) {
                DatabaseMonitor monitor = DatabaseMonitor.of(pool);
                int before = portInUse(pool);

                // The connection stays open, and the server behind it becomes a replica.
                readOnly(one, true);
                readOnly(other, false);

                await().atMost(LIMIT).until(monitor::acceptsWrites);
                assertThat(before).isEqualTo(port(one));
                assertThat(portInUse(pool)).isEqualTo(port(other));
            }
        }
    }

    private static AgroalDataSource pool(TestDatabase one, TestDatabase other) throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres&targetServerType=primary&hostRecheckSeconds=1"
                        .formatted(port(one), port(other));
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(connections ->
                                connections
                                        .initialSize(1)
                                        .maxSize(2)
                                        .connectionFactoryConfiguration(
                                                factory -> factory.jdbcUrl(url))));
    }

    private static void readOnly(TestDatabase server, boolean on) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set default_transaction_read_only = " + on);
            statement.execute("select pg_reload_conf()");
        }
        await().atMost(LIMIT).until(() -> isReadOnly(server) == on);
    }

    private static boolean isReadOnly(TestDatabase server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_read_only")) {
            row.next();
            return row.getString(1).equals("on");
        }
    }

    private static int portInUse(AgroalDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show port")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int port(TestDatabase server) {
        return URI.create(server.jdbcUrl().substring("jdbc:".length())).getPort();
    }
}
