package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;

/** The cards that are neither sold nor voided. */
@ApplicationScoped
public class UnsoldCards {

    private final Database database;

    UnsoldCards(Database database) {
        this.database = database;
    }

    /** An unsold card, its code still sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record UnsoldCard(SealBinding binding, byte[] sealed, byte[] fingerprint) {

        /** Its name. */
        public CardId id() {
            return binding.card();
        }
    }

    /** An unsold card as shown in a list, without its code. */
    public record Listed(UUID cardId, UUID importId, Instant importedAt) {}

    /** Locks those of the cards that are unsold and of this SKU; requires the SKU's lock. */
    public List<UnsoldCard> lock(Sku sku, Collection<CardId> ids) {
        return database.query(
                """
                select id, import_id, sku, seal_version, sealed, fingerprint from card
                where id = any (?) and sku = ? and status = 'AVAILABLE' order by id for update\
                """,
                statement -> {
                    Object[] values = ids.stream().map(CardId::value).toArray();
                    statement.setArray(1, statement.getConnection().createArrayOf("uuid", values));
                    statement.setString(2, sku.value());
                },
                UnsoldCards::read);
    }

    /** Locks the unsold cards of this SKU with these fingerprints; requires the SKU's lock. */
    public List<UnsoldCard> lockByFingerprint(Sku sku, Collection<byte[]> fingerprints) {
        return database.query(
                """
                select id, import_id, sku, seal_version, sealed, fingerprint from card
                where fingerprint in (select decode(wanted, 'hex') from unnest(?) wanted)
                    and sku = ? and status = 'AVAILABLE' and status <> 'VOIDED' order by id for update\
                """,
                statement -> {
                    Object[] hex = fingerprints.stream().map(HexFormat.of()::formatHex).toArray();
                    statement.setArray(1, statement.getConnection().createArrayOf("text", hex));
                    statement.setString(2, sku.value());
                },
                UnsoldCards::read);
    }

    /** Locks the oldest unsold cards of an import; requires the SKU's lock. */
    public List<UnsoldCard> lockOfImport(Sku sku, UUID importId, int limit) {
        return database.query(
                """
                select id, import_id, sku, seal_version, sealed, fingerprint from card
                where import_id = ? and sku = ? and status = 'AVAILABLE' order by id limit ? for update\
                """,
                statement -> {
                    statement.setObject(1, importId);
                    statement.setString(2, sku.value());
                    statement.setInt(3, limit);
                },
                UnsoldCards::read);
    }

    /**
     * Returns the next cards of a SKU after this one, oldest first; of one import if it is given.
     */
    public List<Listed> page(Sku sku, Optional<UUID> importId, Optional<CardId> after, int limit) {
        return database.query(
                """
                select card.id, card.import_id, stock_change.at
                from card join stock_change on stock_change.id = card.import_id
                where card.sku = ? and card.status = 'AVAILABLE' and card.id > ?
                    and (?::uuid is null or card.import_id = ?::uuid)
                order by card.id limit ?\
                """,
                statement -> {
                    statement.setString(1, sku.value());
                    statement.setObject(
                            2, after.map(CardId::value).orElseGet(() -> new UUID(0, 0)));
                    statement.setObject(3, importId.orElse(null), Types.OTHER);
                    statement.setObject(4, importId.orElse(null), Types.OTHER);
                    statement.setInt(5, limit);
                },
                row ->
                        new Listed(
                                row.getObject("id", UUID.class),
                                row.getObject("import_id", UUID.class),
                                row.getObject("at", OffsetDateTime.class).toInstant()));
    }

    private static UnsoldCard read(ResultSet row) throws SQLException {
        return new UnsoldCard(
                SealVersion.binding(row), row.getBytes("sealed"), row.getBytes("fingerprint"));
    }
}
