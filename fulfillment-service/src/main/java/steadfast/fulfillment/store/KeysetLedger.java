package steadfast.fulfillment.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealKey;
import steadfast.fulfillment.store.VaultProbes.Probe;

/**
 * The database side of a keyset change: a command's only transaction, on its own connection beside
 * the running service. Rolled back unless it is committed.
 */
public final class KeysetLedger implements AutoCloseable {

    /** The lock of migration V0174: the letters "keyset". */
    private static final long SEALING = 0x6B6579736574L;

    /** One change of the file at a time, to the end of the connection; the letters "keyfile". */
    private static final long CHANGING = 0x6B657966696C65L;

    private final Connection connection;

    private KeysetLedger(Connection connection) {
        this.connection = connection;
    }

    /** A person's change to a key. */
    public enum Action {
        ROTATE,
        REMOVE
    }

    /**
     * How many cards of one kind a key sealed.
     *
     * @param complete whether bound to import and SKU too, not to the card's ID alone
     * @param status the cards' status, as in their rows
     */
    public record SealedCards(SealKey key, boolean complete, String status, long cards) {}

    /**
     * Connects.
     *
     * @param user empty if the URL names it
     * @throws FulfillmentStoreException if the database cannot be reached
     */
    public static KeysetLedger open(String url, String user, String password) {
        try {
            Connection connection =
                    user.isEmpty()
                            ? DriverManager.getConnection(url)
                            : DriverManager.getConnection(url, user, password);
            connection.setAutoCommit(false);
            return new KeysetLedger(connection);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /**
     * Waits until no other change of the keys and no import is running. Imports continue at the
     * commit; the wait is short, since an import takes its part of the lock only once it is
     * completely received. Another change continues when this one is closed, because it must read
     * the file that this one wrote.
     */
    public void lockSealing() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '30s'");
            statement.execute("select pg_advisory_lock(" + CHANGING + ")");
            statement.execute("select pg_advisory_xact_lock(" + SEALING + ")");
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Returns the probe of the vault; empty before the service's first start. */
    public Optional<Probe> probe() {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select card_id, sealed, fingerprint from vault")) {
            return row.next()
                    ? Optional.of(
                            new Probe(
                                    new CardId(row.getObject(1, UUID.class)),
                                    row.getBytes(2),
                                    row.getBytes(3)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Returns how many rows this key sealed, the vault's probe among them. */
    public long sealedBy(SealKey key) {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select (select count(*) from card
                                where seal_version in (1, 2) and substring(sealed from 1 for 5) = ?)
                            + (select count(*) from vault where substring(sealed from 1 for 5) = ?)\
                        """)) {
            statement.setBytes(1, key.prefix());
            statement.setBytes(2, key.prefix());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Counts all cards by the key that sealed them; reads the whole table. */
    public List<SealedCards> counts() {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select substring(sealed from 1 for 5), seal_version, status, count(*)
                                from card group by 1, 2, 3 order by 1, 2, 3\
                                """)) {
            List<SealedCards> counts = new ArrayList<>();
            while (row.next()) {
                counts.add(
                        new SealedCards(
                                SealKey.of(row.getBytes(1)),
                                row.getInt(2) == SealVersion.OF_STOCK,
                                row.getString(3),
                                row.getLong(4)));
            }
            return counts;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Records who did what; removing a key twice is recorded once. */
    public void record(Action action, SealKey key, String who, Instant at) {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        insert into keyset_change (at, who, action, seal_key) values (?, ?, ?, ?)
                        on conflict do nothing\
                        """)) {
            statement.setObject(1, Database.timestamp(at));
            statement.setString(2, who);
            statement.setString(3, action.name());
            statement.setBytes(4, key.prefix());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Commits the transaction, which releases the lock. */
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static FulfillmentStoreException refused(SQLException e) {
        return new FulfillmentStoreException("the database refused: " + e.getSQLState(), e);
    }
}
