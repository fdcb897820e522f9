package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.lifecycle.SealBinding;

/** The table of cards. */
@ApplicationScoped
public class Cards {

    private final Database database;

    Cards(Database database) {
        this.database = database;
    }

    /** A card with its code still sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record SealedCard(SealBinding binding, byte[] sealed) {}

    /**
     * Locks the oldest free cards that no other transaction has locked: never waits, so too few
     * proves no shortage.
     */
    public List<CardId> lockUncontended(Sku sku, int limit) {
        return lockFree(sku, limit, " skip locked");
    }

    /**
     * Locks the oldest free cards, waiting for transactions that have locked them: with the SKU's
     * lock held, too few is a shortage. The caller must hold no lock that a transaction taking
     * cards may need.
     */
    public List<CardId> lockAll(Sku sku, long limit) {
        return lockFree(sku, limit, "");
    }

    /**
     * Gives the cards to the order, permanently.
     *
     * @throws FulfillmentStoreException if the database finds that a card is not free or that the
     *     order may not take cards
     */
    public void issue(List<CardId> cards, Permission permission, Instant at) {
        int issued =
                database.call(connection -> {
                    Array ids = ids(connection, cards);
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    """
                                    update card set status = 'ISSUED', order_id = ?, order_quantity = ?, issued_at = ?,
                                        order_item = taken.item
                                    from unnest(?) with ordinality taken (id, item)
                                    where card.id = taken.id and card.status = 'AVAILABLE'\
                                    """)) {
                        update.setObject(1, permission.orderId().value());
                        update.setInt(2, permission.quantity());
                        update.setObject(3, Database.timestamp(at));
                        update.setArray(4, ids);
                        return update.executeUpdate();
                    } finally {
                        ids.free();
                    }
                });
        if (issued != cards.size()) {
            throw new IllegalStateException(
                    "of " + cards.size() + " locked cards only " + issued + " could be issued");
        }
    }

    /** Returns the order's cards, in the order in which they were given. */
    public List<SealedCard> ofOrder(OrderId orderId) {
        return database.query(
                """
                select id, import_id, sku, seal_version, sealed from card
                where order_id = ? order by order_item\
                """,
                statement -> statement.setObject(1, orderId.value()),
                row -> new SealedCard(SealVersion.binding(row), row.getBytes("sealed")));
    }

    /**
     * Removes free cards of the SKU from the stock, and returns how many were free; requires the
     * SKU's lock.
     */
    int voidCards(Sku sku, Collection<CardId> cards, UUID changeId) {
        return database.call(connection -> {
            Array ids = ids(connection, cards);
            try (PreparedStatement update =
                    connection.prepareStatement(
                            """
                            update card set status = 'VOIDED', void_id = ?
                            where id = any (?) and sku = ? and status = 'AVAILABLE'\
                            """)) {
                update.setObject(1, changeId);
                update.setArray(2, ids);
                update.setString(3, sku.value());
                return update.executeUpdate();
            } finally {
                ids.free();
            }
        });
    }

    /**
     * Removes the free cards of an import from the stock, and returns how many there were; requires
     * the SKU's lock.
     */
    int voidImport(Sku sku, UUID importId, UUID changeId) {
        return database.update(
                """
                update card set status = 'VOIDED', void_id = ?
                where import_id = ? and sku = ? and status = 'AVAILABLE'\
                """,
                statement -> {
                    statement.setObject(1, changeId);
                    statement.setObject(2, importId);
                    statement.setString(3, sku.value());
                });
    }

    private List<CardId> lockFree(Sku sku, long limit, String contention) {
        return database.query(
                "select id from card where sku = ? and status = 'AVAILABLE'"
                        + " order by id limit ? for update"
                        + contention,
                statement -> {
                    statement.setString(1, sku.value());
                    statement.setLong(2, limit);
                },
                row -> new CardId(row.getObject(1, UUID.class)));
    }

    private static Array ids(Connection connection, Collection<CardId> cards) throws SQLException {
        return connection.createArrayOf("uuid", cards.stream().map(CardId::value).toArray());
    }
}
