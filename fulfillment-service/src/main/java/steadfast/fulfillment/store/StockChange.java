package steadfast.fulfillment.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;

/** An entry of the stock's audit: who changed what, when. */
@Entity
@Immutable
@Table(name = "stock_change")
class StockChange {

    /** What was done. */
    enum Action {
        IMPORT,
        VOID,
        /** Left this SKU for another one. */
        MOVE_OUT,
        /** Came from another SKU. */
        MOVE_IN
    }

    @Id UUID id;
    Instant at;
    String who;

    @Enumerated(EnumType.STRING)
    Action action;

    String sku;
    int cards;
    @Nullable String reason;

    /** The other half of a move. */
    @Nullable UUID counterpart;

    protected StockChange() {}

    StockChange(
            UUID id,
            Instant at,
            String who,
            Action action,
            Sku sku,
            int cards,
            @Nullable String reason,
            @Nullable UUID counterpart) {
        this.id = id;
        this.at = at;
        this.who = who;
        this.action = action;
        this.sku = sku.value();
        this.cards = cards;
        this.reason = reason;
        this.counterpart = counterpart;
    }
}
