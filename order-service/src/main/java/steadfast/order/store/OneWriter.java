package steadfast.order.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Lets one writer at a time, until its transaction ends, append to a table whose next row depends
 * on the last one. Uses an advisory lock: a table lock would need the right to change rows, which
 * no role has.
 */
enum OneWriter {
    OF_LATE_MONEY_POLICY(0x706F6C696379L),
    OF_ACCESS_CHANGE(0x616363657373L);

    private final long key;

    /**
     * @param key any number that is locked for nothing else in this database; the letters "policy",
     *     "access"
     */
    OneWriter(long key) {
        this.key = key;
    }

    /** Waits until there is no other writer, at most for the session's {@code lock_timeout}. */
    void await(Connection transaction) throws SQLException {
        try (PreparedStatement lock =
                transaction.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, key);
            lock.execute();
        }
    }
}
