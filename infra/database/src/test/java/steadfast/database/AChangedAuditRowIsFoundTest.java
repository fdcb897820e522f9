package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static steadfast.database.AuditedDatabase.OWNER;
import static steadfast.database.AuditedDatabase.ROLE;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AChangedAuditRowIsFoundTest {

    private static final String ADD = "insert into change (who) values ('olga')";
    private static final String OTHER_LINK =
            "entry %d (change) does not match the one before: it, or an entry before it, was"
                    + " changed";
    private static final String NO_ROW =
            "entry %d has no row of change: the row was changed or removed";
    private static final String NO_ENTRY =
            "the row of change at ctid (0,%d) has no entry: it was changed, or added past the chain";

    private static AuditedServer server;

    private AuditedDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        server = new AuditedServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void chained() throws SQLException {
        database = server.chained();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                arguments(
                        "a changed row",
                        List.of("update change set who = 'nobody' where id = 2"),
                        List.of(NO_ROW.formatted(2), NO_ENTRY.formatted(4))),
                arguments(
                        "a removed row",
                        List.of("delete from change where id = 2"),
                        List.of(NO_ROW.formatted(2))),
                arguments("a row past the chain", List.of(ADD), List.of(NO_ENTRY.formatted(4))),
                arguments(
                        "a copy of a row",
                        List.of(
                                "alter table change drop constraint change_pkey",
                                """
                                insert into change (id, at, who, before) overriding system value
                                select * from change where id = 2\
                                """),
                        List.of(NO_ENTRY.formatted(4))),
                arguments(
                        "a changed entry",
                        List.of(
                                "update audit_chain set entry = entry || '{\"who\": \"x\"}' where n = 2"),
                        List.of(
                                OTHER_LINK.formatted(2),
                                NO_ROW.formatted(2),
                                NO_ENTRY.formatted(2))),
                arguments(
                        "a row that was changed together with its entry",
                        List.of(
                                "update change set who = 'x' where id = 2",
                                "update audit_chain set entry = entry || '{\"who\": \"x\"}' where n = 2"),
                        List.of(OTHER_LINK.formatted(2))),
                arguments(
                        "also with its hash",
                        List.of(
                                "update change set who = 'x' where id = 2",
                                """
                                update audit_chain set entry = now.entry, hash = sha256(
                                    (select hash from audit_chain where n = 1)
                                        || convert_to('2 change ' || now.entry::text, 'UTF8'))
                                from (select jsonb_build_object('at', entry -> 'at', 'id', 2, 'who', 'x')
                                    as entry from audit_chain where n = 2) now
                                where n = 2\
                                """),
                        List.of(OTHER_LINK.formatted(3))),
                arguments(
                        "an entry that was removed with its row",
                        List.of(
                                "delete from change where id = 2",
                                "delete from audit_chain where n = 2"),
                        List.of(OTHER_LINK.formatted(3))),
                arguments(
                        "the first entry, removed with its row",
                        List.of(
                                "delete from change where id = 1",
                                "delete from audit_chain where n = 1"),
                        List.of(OTHER_LINK.formatted(2))),
                arguments(
                        "an entry of nothing",
                        List.of(
                                """
                                insert into audit_chain
                                select n + 1, source, entry,
                                    sha256(hash || convert_to('4 change ' || entry::text, 'UTF8'))
                                from audit_chain where n = 3\
                                """),
                        List.of(NO_ROW.formatted(4))),
                arguments(
                        "a trigger that was dropped",
                        List.of("drop trigger change_chained on change", ADD),
                        List.of("entry 1 is of change, which is no longer chained")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void byTheFirstCheck(String what, List<String> forgery, List<String> faults)
            throws SQLException {
        withoutTriggers(forgery);

        assertThat(database.chain().check().orElseThrow().faults())
                .as(what)
                .containsExactlyElementsOf(faults);
    }

    @Test
    void anEndThatIsCutOffIsMissedByWhoHasSeenIt() throws SQLException {
        AuditChain running = database.chain();
        AuditHead seen = running.check().orElseThrow().head().orElseThrow();
        withoutTriggers(
                List.of("delete from change where id = 3", "delete from audit_chain where n = 3"));

        String fault =
                "entry 3 with the hash %s is missing: the end of the chain was cut off"
                        .formatted(seen.hash());
        assertThat(running.check().orElseThrow().faults()).containsExactly(fault);
        assertThat(running.check().orElseThrow().faults()).as("an hour later").contains(fault);
        assertThat(database.chain().check().orElseThrow().faults()).as("a start").isEmpty();
    }

    @Test
    void aChainThatIsMadeAnewIsNotTheOneThatWasSeen() throws SQLException {
        AuditChain running = database.chain();
        AuditHead seen = running.check().orElseThrow().head().orElseThrow();
        withoutTriggers(
                List.of(
                        "drop trigger change_chained on change",
                        "truncate audit_chain",
                        "update change set who = 'nobody' where id = 2",
                        "select chain_audit_rows('change', 'id')",
                        ADD));

        assertThat(running.check().orElseThrow().faults())
                .singleElement()
                .asString()
                .startsWith("entry 3 had the hash " + seen.hash())
                .endsWith("the chain was rebuilt");
        assertThat(database.chain().check().orElseThrow().faults()).as("a start").isEmpty();
    }

    @Test
    void aChainThatIsGoneIsMissedByWhoHasSeenIt() throws SQLException {
        AuditChain running = database.chain();
        running.check();
        database.execute(OWNER, "drop table audit_chain");

        assertThat(running.check().orElseThrow().faults())
                .containsExactly("the table audit_chain is missing");
    }

    @Test
    void whatIsAddedMeanwhileIsNoFault() throws SQLException {
        AuditChain running = database.chain();
        running.check();
        database.execute(ROLE, ADD);

        AuditReport report = running.check().orElseThrow();

        assertThat(report.faults()).isEmpty();
        assertThat(report.head().orElseThrow().entries()).isEqualTo(4);
    }

    /** As whoever has the owner's password does it: so that no trigger is in the way. */
    private void withoutTriggers(List<String> commands) throws SQLException {
        String[] all =
                Stream.of(
                                Stream.of(
                                        "alter table change disable trigger user",
                                        "alter table audit_chain disable trigger user"),
                                commands.stream(),
                                Stream.of(
                                        "alter table change enable trigger user",
                                        "alter table audit_chain enable trigger user"))
                        .flatMap(some -> some)
                        .toArray(String[]::new);
        database.execute(OWNER, all);
    }
}
