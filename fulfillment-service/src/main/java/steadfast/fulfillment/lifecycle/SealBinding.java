package steadfast.fulfillment.lifecycle;

import java.util.UUID;
import steadfast.events.Sku;

/** The facts that a seal is bound to: it opens only together with the same facts. */
public sealed interface SealBinding {

    /** The card whose code it is. */
    CardId card();

    /**
     * Bound to the card's ID alone, as all cards were in earlier versions, and as the vault's probe
     * is.
     */
    record ToCard(CardId card) implements SealBinding {}

    /** Bound to the import and the SKU too, so that no expensive card is sold as a cheap one. */
    record ToStock(CardId card, UUID importId, Sku sku) implements SealBinding {}
}
