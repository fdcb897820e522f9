package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.lifecycle.SealKey;

/**
 * The cards to reseal, whatever their status: those that a key other than the primary one sealed,
 * or that are bound to their ID alone.
 */
@ApplicationScoped
public class Reseals {

    /**
     * Two ranges of one index: the cost depends on what is left to reseal, not on what is stored.
     */
    private static final String LEFT =
            """
            select (select count(*) from card where (seal_version, substring(sealed from 1 for 5)) < (%1$d, ?))
                + (select count(*) from card where (seal_version, substring(sealed from 1 for 5)) > (%1$d, ?))\
            """
                    .formatted(SealVersion.OF_STOCK);

    /** Never waits for a lock, so it cannot take part in a deadlock. */
    private static final String LOCK =
            """
            select id, import_id, sku, seal_version, sealed from card
            where id > ? and (seal_version < ? or substring(sealed from 1 for 5) <> ?)
            order by id limit ? for update skip locked\
            """;

    private final Database database;

    Reseals(Database database) {
        this.database = database;
    }

    /**
     * A card with its current seal.
     *
     * @param next the binding of its new seal
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Sealed(SealBinding binding, SealBinding next, byte[] sealed) {

        /** Its name. */
        public CardId id() {
            return binding.card();
        }
    }

    /** A card's new seal. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Resealed(CardId id, byte[] sealed) {}

    /** Returns how many cards are left to reseal. */
    public long count(SealKey primary) {
        return database.query(
                        LEFT,
                        statement -> {
                            statement.setBytes(1, primary.prefix());
                            statement.setBytes(2, primary.prefix());
                        },
                        row -> row.getLong(1))
                .getFirst();
    }

    /**
     * Locks the next of them after this card that no other transaction has locked; needs a
     * transaction.
     */
    public List<Sealed> lock(SealKey primary, CardId after, int limit) {
        return database.query(
                LOCK,
                statement -> {
                    statement.setObject(1, after.value());
                    statement.setInt(2, SealVersion.OF_STOCK);
                    statement.setBytes(3, primary.prefix());
                    statement.setInt(4, limit);
                },
                Reseals::read);
    }

    /** Stores the new seals of locked cards, in the same transaction. */
    public void store(List<Resealed> cards) {
        database.call(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement(
                            "update card set sealed = ?, seal_version = ? where id = ?")) {
                for (Resealed card : cards) {
                    update.setBytes(1, card.sealed());
                    update.setInt(2, SealVersion.OF_STOCK);
                    update.setObject(3, card.id().value());
                    update.addBatch();
                }
                return update.executeBatch();
            }
        });
    }

    private static Sealed read(ResultSet row) throws SQLException {
        return new Sealed(
                SealVersion.binding(row),
                SealVersion.inStock(new CardId(row.getObject("id", UUID.class)), row),
                row.getBytes("sealed"));
    }
}
