package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.database.UnmetNeed.Cure;
import steadfast.testkit.TestDatabase;

class DatabaseNeedsAreCheckedTest {

    private static TestDatabase server;

    @BeforeAll
    static void aServerWithARoleOfOurs() throws Exception {
        server = TestDatabase.start();
        execute("postgres", "create role shop login password 'shop'");
        execute("postgres", "create database shop owner shop");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void aDatabaseOfOurOwnHasEverything() throws Exception {
        StartReport report = check("shop", "shop");

        assertThat(report.unmet()).isEmpty();
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void anotherEncodingIsNamed() throws Exception {
        execute(
                "postgres",
                "create database latin owner shop encoding 'LATIN1' template template0"
                        + " lc_collate 'C' lc_ctype 'C'");

        UnmetNeed need = onlyNeed("latin", "shop");

        assertThat(need.cure()).isEqualTo(Cure.NEW_START);
        assertThat(need.sentence())
                .startsWith("The database latin has the encoding LATIN1, but UTF8 is needed");
    }

    @Test
    void aReadOnlyDatabaseIsWaitedFor() throws Exception {
        execute("postgres", "create database replica owner shop");
        execute("postgres", "alter database replica set default_transaction_read_only = on");

        UnmetNeed need = onlyNeed("replica", "shop");

        assertThat(need.cure()).isEqualTo(Cure.FROM_OUTSIDE);
        assertThat(need.sentence()).startsWith("The database replica is read-only");
    }

    @Test
    void whoMayNotCreateTablesIsToldWhatToGrant() throws Exception {
        // As it is with every role and database that were made for one another by hand.
        execute("postgres", "create database foreign_owner");
        execute("postgres", "grant all on database foreign_owner to shop");

        UnmetNeed need = onlyNeed("foreign_owner", "shop");

        assertThat(need.sentence())
                .isEqualTo(
                        "The role shop may not create tables in the schema public of the database foreign_owner: grant create on schema public to shop.");
        assertThat(need.chinese()).contains("grant create on schema public to shop");
    }

    @Test
    void whoHasNoSchemaOrTemporaryTablesIsToldSo() throws Exception {
        execute("postgres", "create database bare owner shop");
        execute("bare", "drop schema public");
        execute("postgres", "revoke temporary on database bare from public, shop");

        assertThat(check("bare", "shop").unmet())
                .extracting(UnmetNeed::sentence)
                .satisfiesExactly(
                        schema -> assertThat(schema).contains("finds no schema"),
                        temporary -> assertThat(temporary).contains("grant temporary on database"));
    }

    @Test
    void tablesThatWereRestoredBySomebodyElseAreNamed() throws Exception {
        execute("postgres", "create database restored owner shop");
        execute("restored", "create table flyway_schema_history (version text)");
        execute("restored", "create table orders (id int)");
        execute("restored", "create table payment (id int)");
        execute("restored", "grant select, insert, update, delete on payment to shop");
        execute("restored", "create role another");
        execute("restored", "create table not_ours (id int)");
        execute("restored", "alter table not_ours owner to another");

        StartReport report = check("restored", "shop");

        assertThat(report.unmet())
                .extracting(UnmetNeed::sentence)
                .singleElement()
                .asString()
                .startsWith(
                        "The role shop may not select, insert, update and delete in flyway_schema_history, orders of")
                .contains("grant select, insert, update, delete on all tables");
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("belong to postgres, so a later version could not change them");
    }

    @Test
    void anotherIsolationIsNamed() throws Exception {
        execute("postgres", "create database strict owner shop");
        execute(
                "postgres",
                "alter database strict set default_transaction_isolation = 'serializable'");

        assertThat(onlyNeed("strict", "shop").sentence())
                .startsWith("Transactions in the database strict are 'serializable' by default");
    }

    @Test
    void aDatabaseThatForgetsCommitsIsAWarning() throws Exception {
        execute("postgres", "create database fast owner shop");
        execute("postgres", "alter database fast set synchronous_commit = off");

        StartReport report = check("fast", "shop");

        assertThat(report.unmet()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("The database fast can lose acknowledged orders");
    }

    @Test
    void clocksThatDifferAreBothNamedAndRefuseNobody() throws Exception {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(7));

        StartReport report = check("shop", "shop", ahead);

        assertThat(report.unmet()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .matches("The clocks differ by [67] s: here it is \\S+Z, at PostgreSQL \\S+Z; .*");
    }

    @Test
    void aSecondBetweenTheClocksIsNoWarning() throws Exception {
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-1));

        assertThat(check("shop", "shop", behind).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nowhere, shop, database \"nowhere\"", "shop, nobody, nobody"})
    void whatDoesNotLetUsInIsANeedAndNoOutage(String database, String role, String named) {
        SQLException failure = failureOf(database, role);

        assertThat(DatabaseNeeds.refusal(failure))
                .hasValueSatisfying(need ->
                        assertThat(need.sentence())
                                .startsWith("PostgreSQL refuses this service's connection: ")
                                .contains(named));
    }

    @Test
    void aDatabaseThatIsAwayIsNoNeed() {
        SQLException away = new SQLException("Connection refused", "08001");

        assertThat(DatabaseNeeds.refusal(away)).isEmpty();
    }

    private static UnmetNeed onlyNeed(String database, String role) throws SQLException {
        StartReport report = check(database, role);
        assertThat(report.unmet()).hasSize(1);
        return report.unmet().getFirst();
    }

    private static StartReport check(String database, String role) throws SQLException {
        return check(database, role, Clock.systemUTC());
    }

    private static StartReport check(String database, String role, Clock clock)
            throws SQLException {
        return new DatabaseNeeds(() -> connect(database, role), clock).check();
    }

    private static SQLException failureOf(String database, String role) {
        try {
            check(database, role);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("let in: " + database + " " + role);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database, String role) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", role);
        access.setProperty("password", role);
        return DriverManager.getConnection(
                server.jdbcUrl()
                        .replaceFirst("\\?.*", "")
                        .replaceFirst("/postgres$", "/" + database),
                access);
    }
}
