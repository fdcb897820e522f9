package steadfast.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Checks whether a connection keeps its session, or a pooler gives each transaction any free
 * session: then an advisory lock would not belong to the connection, and two relays would send at
 * once.
 */
final class SessionProbe {

    /** Poolers assign sessions in different orders; each round tries one more. */
    private static final int ROUNDS = 5;

    /**
     * {@code invalid_sql_statement_name} and {@code duplicate_prepared_statement}: the session is
     * another one than that in which the driver prepared its statement.
     */
    private static final Set<String> STATEMENT_OF_ANOTHER_SESSION = Set.of("26000", "42P05");

    private SessionProbe() {}

    static boolean sessionsAreShared(Connections connections) throws SQLException {
        try (Connection idle = connections.open();
                Connection busy = connections.open()) {
            int session = session(idle);
            for (int round = 0; round < ROUNDS; round++) {
                if (sharesWhileBusy(session, idle, busy)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            if (e.getSQLState() != null && STATEMENT_OF_ANOTHER_SESSION.contains(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /** A transaction keeps its session: if it got the idle connection's, they share it. */
    private static boolean sharesWhileBusy(int session, Connection idle, Connection busy)
            throws SQLException {
        busy.setAutoCommit(false);
        try {
            return session(busy) == session || session(idle) != session;
        } finally {
            busy.rollback();
            busy.setAutoCommit(true);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
