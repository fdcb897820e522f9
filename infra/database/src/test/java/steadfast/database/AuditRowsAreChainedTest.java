package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadfast.database.AuditedDatabase.OWNER;
import static steadfast.database.AuditedDatabase.ROLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRowsAreChainedTest {

    private static final int WRITERS = 20;
    private static final int ROWS_EACH = 10;
    private static final String ADD = "insert into change (who) values ('olga')";
    private static final String ENTRIES =
            "select n || ' ' || source || ' ' || (entry ->> 'id') from audit_chain order by n";

    private static AuditedServer server;

    /** For those who may change nothing. */
    private static AuditedDatabase untouched;

    @BeforeAll
    static void start() throws SQLException {
        server = new AuditedServer();
        untouched = server.chained();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void thoseFromBeforeAreTheFirstEntries() throws SQLException {
        AuditedDatabase database = server.chained();
        assertThat(database.query(ENTRIES))
                .containsExactly("1 change 1", "2 change 2", "3 change 3");
        assertThat(database.query("select entry ->> 'before' from audit_chain order by n"))
                .containsExactly("\\x00", null, "\\x");
        assertWhole(database, 3);
    }

    @Test
    void twentyWritersMakeOneChain() throws Exception {
        AuditedDatabase database = server.chained();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(
                        threads.submit(() -> {
                            for (int row = 0; row < ROWS_EACH; row++) {
                                database.execute(ROLE, ADD);
                            }
                            return true;
                        }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertWhole(database, 3 + WRITERS * ROWS_EACH);
    }

    @Test
    void twoRowsOfOneTransactionAreTwoEntries() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(ROLE, "insert into change (who) values ('olga'), ('otto')");

        assertThat(database.query(ENTRIES)).endsWith("4 change 4", "5 change 5");
        assertWhole(database, 5);
    }

    @Test
    void aRowThatIsRolledBackLeavesNoEntry() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(ROLE, "begin", ADD, "rollback", ADD);

        assertThat(database.query(ENTRIES)).endsWith("3 change 3", "4 change 5");
        assertWhole(database, 4);
    }

    @Test
    void whoseTransactionGoesOnKeepsNobodyWaiting() throws SQLException {
        AuditedDatabase database = server.chained();
        try (Connection slow = database.connect(ROLE);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(ADD);

            database.execute(ROLE, "set lock_timeout = '10ms'", ADD);

            slow.commit();
        }
        assertThat(database.query(ENTRIES)).endsWith("4 change 5", "5 change 4");
        assertWhole(database, 5);
    }

    @Test
    void noChangeIsMadeWithoutItsEntry() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(OWNER, "alter table audit_chain add constraint full_ check (n <= 3)");

        assertThatThrownBy(() -> database.execute(ROLE, ADD)).hasMessageContaining("full_");

        assertThat(database.query("select id from change")).hasSize(3);
    }

    @Test
    void aTableOfTheCallersOwnIsNotTakenForTheChain() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(
                ROLE,
                "create temporary table audit_chain (n bigint, source text, entry jsonb, hash bytea)",
                "grant all on audit_chain to public",
                ADD,
                "do $$ begin assert (select count(*) = 0 from pg_temp.audit_chain); end $$");

        assertWhole(database, 4);
    }

    @Test
    void theSessionsSettingsAreNotInTheEntry() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(
                ROLE,
                "set timezone to 'Asia/Shanghai'",
                "set bytea_output to 'escape'",
                "insert into change (who, before) values ('olga', '\\x00')");

        assertWhole(database, 4);
    }

    @Test
    void aColumnThatIsAddedLaterChangesNoEntry() throws SQLException {
        AuditedDatabase database = server.chained();
        database.execute(OWNER, "alter table change add column reason text");
        database.execute(ROLE, "insert into change (who, reason) values ('olga', 'a typo')");

        assertWhole(database, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into audit_chain values (4, 'change', '{}', '')",
                "update audit_chain set entry = '{}'",
                "delete from audit_chain",
                "truncate audit_chain",
                "alter table audit_chain disable trigger user",
                "drop table audit_chain",
                "alter table change disable trigger change_chained",
                "drop trigger change_chained on change",
                "select add_audit_entry('change', '{}')",
                "select chain_audit_rows('change', 'id')",
                """
                create temporary table mine (id bigint);
                create trigger mine_chained after insert on mine for each row
                    execute function add_to_audit_chain()\
                """
            })
    void theRoleThatRunsMayNot(String command) {
        assertThatThrownBy(() -> untouched.execute(ROLE, command))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_chain set entry = '{}'",
                "delete from audit_chain",
                "truncate audit_chain"
            })
    void itsOwnerIsKeptFromAnAccident(String command) {
        assertThatThrownBy(() -> untouched.execute(OWNER, command))
                .hasMessageContaining("append-only");
    }

    private static void assertWhole(AuditedDatabase database, int entries) throws SQLException {
        assertThat(database.chain().check())
                .hasValueSatisfying(report -> {
                    assertThat(report.faults()).isEmpty();
                    assertThat(report.head().orElseThrow().entries()).isEqualTo(entries);
                });
    }
}
