package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.testkit.TestDatabase;

class TheRoleThatRunsOwnsNothingTest {

    private static final int INSTANCES = 10;

    private static TestDatabase server;

    @BeforeAll
    static void tablesOfAnOwner() throws Exception {
        server = TestDatabase.start();
        execute(
                "postgres",
                "postgres",
                "create role shop login password 'shop'",
                "create role keeper login password 'keeper'",
                "create database shop owner keeper");
        execute(
                "shop",
                "keeper",
                "create table flyway_schema_history (version text)",
                "create table change (id bigint generated always as identity, said text)",
                "create table card (id bigserial, code text)",
                "create table chain (n bigint)",
                "create table plain (id bigserial, said text)",
                """
                create function refuse_change() returns trigger language plpgsql as
                    $$ begin raise exception 'append-only' using errcode = 'restrict_violation'; end $$\
                """,
                """
                create trigger change_append_only before update or delete or truncate on change
                    execute function refuse_change()\
                """,
                """
                create trigger card_kept before delete or truncate on card
                    execute function refuse_change()\
                """,
                """
                create trigger chain_read_only before update or delete or truncate on chain
                    execute function refuse_change()\
                """,
                // What an earlier version, or a person, has given away.
                "grant insert on chain to public",
                "grant all on change to shop",
                "grant update (said) on change to shop",
                "grant delete on card to public");
        establish();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update change set said = 'x'",
                "delete from change",
                "truncate change",
                "alter table change disable trigger all",
                "drop trigger change_append_only on change",
                "drop table change",
                "select from change for update",
                "set session_replication_role = replica",
                "delete from card",
                "truncate card",
                "drop table card",
                "insert into chain values (1)",
                "update chain set n = 1",
                "delete from chain",
                "insert into flyway_schema_history values ('1')",
                "delete from flyway_schema_history",
                "truncate plain",
                "alter table plain add column more text",
                "create table mine ()",
                "set role keeper"
            })
    void itMayNot(String command) {
        assertThatThrownBy(() -> execute("shop", "shop", command))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into change (said) values ('x')",
                "select from change",
                "insert into card (code) values ('x')",
                "update card set code = 'y'",
                "select from card for update",
                "insert into plain (said) values ('x')",
                "update plain set said = 'y'",
                "delete from plain",
                "select from flyway_schema_history",
                "select from chain",
                "create temporary table staged (line int) on commit drop"
            })
    void itMay(String command) {
        assertThatCode(() -> execute("shop", "shop", command)).doesNotThrowAnyException();
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        String before = versions();

        establish();

        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void manyInstancesStartTogether() throws Exception {
        execute(
                "shop",
                "keeper",
                "revoke all on plain from shop",
                "grant delete on change to shop");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            for (int instance = 0; instance < INSTANCES; instance++) {
                starts.add(
                        threads.submit(() -> {
                            establish();
                            return true;
                        }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }

        itMay("delete from plain");
        itMayNot("delete from change");
    }

    @Test
    void theStartIsJudgedByTheOwnersRights() throws Exception {
        assertThat(check("keeper").unmet()).isEmpty();
        assertThat(check("shop").unmet())
                .singleElement()
                .satisfies(need -> assertThat(need.sentence()).contains("are both shop"));
        execute("postgres", "postgres", "create role stranger login password 'stranger'");
        assertThat(check("stranger").unmet())
                .singleElement()
                .satisfies(need ->
                        assertThat(need.sentence())
                                .endsWith("reassign owned by keeper to stranger."));
    }

    private static StartReport check(String owner) throws SQLException {
        return new DatabaseNeeds(
                        () -> connect("shop", "shop"),
                        () -> connect("shop", owner),
                        Clock.systemUTC())
                .check();
    }

    private static void establish() throws SQLException {
        try (Connection owner = connect("shop", "keeper")) {
            owner.setAutoCommit(false);
            RoleRights.of("shop").establish(owner);
            owner.commit();
        }
    }

    /** Of the catalogue's rows, which every change of a right renews. */
    private static String versions() throws SQLException {
        try (Connection connection = connect("shop", "keeper");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select string_agg(relname || xmin, ' ' order by relname) from pg_class
                                where relnamespace = 'public'::regnamespace\
                                """)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(String database, String role, String... commands)
            throws SQLException {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
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
