package steadfast.fulfillment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;

/**
 * The meaning of {@code card.seal_version}. Setting it back gains an attacker nothing: a seal opens
 * only with its own binding.
 */
final class SealVersion {

    /** Bound to the card's ID alone: rows of earlier versions, until they are resealed. */
    private static final int OF_CARD = 1;

    /** Bound to the card's ID, import and SKU. */
    static final int OF_STOCK = 2;

    private SealVersion() {}

    /** Reads {@code id}, {@code import_id}, {@code sku} and {@code seal_version}. */
    static SealBinding binding(ResultSet row) throws SQLException {
        CardId card = new CardId(row.getObject("id", UUID.class));
        int version = row.getInt("seal_version");
        return switch (version) {
            case OF_CARD -> new SealBinding.ToCard(card);
            case OF_STOCK -> inStock(card, row);
            default ->
                    throw new IllegalStateException(
                            "card " + card + " has a seal_version of " + version);
        };
    }

    /** Returns the binding of a row's card for a new seal. */
    static SealBinding inStock(CardId card, ResultSet row) throws SQLException {
        return new SealBinding.ToStock(
                card, row.getObject("import_id", UUID.class), new Sku(row.getString("sku")));
    }
}
