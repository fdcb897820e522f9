package steadfast.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EverySqlStateHasItsClassTest {

    /** A line of {@code sqlstates.txt}: the code, its name in the manual, what we hold it for. */
    private record Line(String state, String name, DatabaseFailure expected) {}

    @Test
    void everyCodeOfAppendixAIsClassedAsTheTableSays() {
        List<String> wrong = new ArrayList<>();
        List<Line> table = table();
        for (Line line : table) {
            Optional<DatabaseFailure> found =
                    DatabaseFailure.of(new SQLException("refused", line.state()));
            if (!found.equals(Optional.of(line.expected()))) {
                wrong.add(line + " but was " + found);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(table.size() > 240, () -> "only " + table.size() + " lines");
    }

    @Test
    void anExceptionOfThePoolHasNoStateAndIsInfrastructure() {
        assertEquals(
                Optional.of(DatabaseFailure.INFRASTRUCTURE),
                DatabaseFailure.of(new SQLException("Sorry, acquisition timeout!")));
    }

    @Test
    void anAbortedTransactionIsJudgedByTheErrorBeforeIt() {
        SQLException first = new SQLException("division by zero", "22012");
        SQLException then = new SQLException("current transaction is aborted", "25P02", first);
        assertEquals(
                Optional.of(DatabaseFailure.RECORD),
                DatabaseFailure.of(new IllegalStateException("store", then)));
        assertEquals(
                Optional.of("division by zero (SQLSTATE 22012)"), DatabaseFailure.message(then));
    }

    @Test
    void anAbortedTransactionWithoutTheErrorBeforeItIsInfrastructure() {
        assertEquals(
                Optional.of(DatabaseFailure.INFRASTRUCTURE),
                DatabaseFailure.of(new SQLException("current transaction is aborted", "25P02")));
    }

    @Test
    void aRollbackIsInfrastructureUnlessAStatementSaysWhy() {
        assertEquals(
                Optional.of(DatabaseFailure.INFRASTRUCTURE),
                DatabaseFailure.of(new RollbackException("marked for rollback")));
        assertEquals(
                Optional.of(DatabaseFailure.INFRASTRUCTURE),
                DatabaseFailure.of(new OptimisticLockException("stale")));
        RollbackException explained = new RollbackException("could not commit");
        explained.initCause(new SQLException("check", "23514"));
        assertEquals(Optional.of(DatabaseFailure.RECORD), DatabaseFailure.of(explained));
    }

    @Test
    void whatIsNotOfTheDatabaseIsNone() {
        assertEquals(
                Optional.empty(), DatabaseFailure.of(new IllegalArgumentException("a mistake")));
        assertEquals(Optional.empty(), DatabaseFailure.of(new IOException("a socket")));
    }

    @Test
    void aConnectionToAReplicaOrAStoppingServerIsStale() {
        assertTrue(
                DatabaseFailure.connectionIsStale(
                        new IllegalStateException(new SQLException("read-only", "25006"))));
        assertTrue(DatabaseFailure.connectionIsStale(new SQLException("stopped", "57P01")));
        assertFalse(DatabaseFailure.connectionIsStale(new SQLException("cancelled", "57014")));
    }

    private static List<Line> table() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        EverySqlStateHasItsClassTest.class.getResourceAsStream(
                                                "sqlstates.txt")),
                                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(word -> new Line(word[0], word[1], DatabaseFailure.valueOf(word[2])))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
