package steadfast.fulfillment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;

/**
 * What {@code card.seal_version} says of a row's seal. Who sets it back gains nothing: a seal does
 * not open with another binding than its own.
 */
final class SealVersion {

    /** Of the card's ID alone: rows of earlier versions, until they are sealed anew. */
    private static final int OF_CARD = 1;

    /** Of the card's ID, import and SKU. */
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

    /** What a row's card is sealed for when it is sealed now. */
    static SealBinding inStock(CardId card, ResultSet row) throws SQLException {
        return new SealBinding.ToStock(
                card, row.getObject("import_id", UUID.class), new Sku(row.getString("sku")));
    }
}
