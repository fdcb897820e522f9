package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.testkit.TestDatabase;

class APoolerInTransactionModeIsFoundTest {

    private static TestDatabase server;

    @BeforeAll
    static void start() {
        server = TestDatabase.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2, LAST_USED_FIRST",
        "20, LAST_USED_FIRST",
        "2, LONGEST_IDLE_FIRST",
        "3, LONGEST_IDLE_FIRST",
        "20, LONGEST_IDLE_FIRST"
    })
    void whateverSessionItHandsOut(int sessions, TransactionPooler.Order order) throws Exception {
        try (TransactionPooler pooler = pooler(sessions, order)) {
            StartReport report =
                    new DatabaseNeeds(() -> connect(pooler), Clock.systemUTC()).check();

            assertThat(report.unmet())
                    .singleElement()
                    .satisfies(need ->
                            assertThat(need.sentence())
                                    .startsWith("A pooler in front of the database postgres"));
        }
    }

    @Test
    void becauseBehindItTwoConnectionsHoldTheSameAdvisoryLock() throws Exception {
        try (TransactionPooler pooler = pooler(2, TransactionPooler.Order.LAST_USED_FIRST);
                Connection one = connect(pooler);
                Connection two = connect(pooler)) {
            assertThat(locks(one)).isTrue();
            assertThat(locks(two)).isTrue();
        }
    }

    @Test
    void aDirectConnectionIsNotTakenForOne() throws Exception {
        assertThat(
                        new DatabaseNeeds(
                                        () -> DriverManager.getConnection(server.jdbcUrl()),
                                        Clock.systemUTC())
                                .check()
                                .unmet())
                .isEmpty();
    }

    private static boolean locks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(4711)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static TransactionPooler pooler(int sessions, TransactionPooler.Order order)
            throws Exception {
        Matcher port = Pattern.compile("://[^:/]+:(\\d+)/").matcher(server.jdbcUrl());
        assertThat(port.find()).isTrue();
        return new TransactionPooler(
                Integer.parseInt(port.group(1)), "postgres", "postgres", sessions, order);
    }

    private static Connection connect(TransactionPooler pooler) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&password=postgres&sslmode=disable"
                        .formatted(pooler.port()));
    }
}
