package steadfast.fulfillment.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import steadfast.events.Sku;
import steadfast.events.StockLevel;

/** The number of cards ever supplied of a SKU; locking the row is the SKU's lock. */
@Entity
@Table(name = "stock")
class StockRow {

    @Id String sku;
    long version;
    long imported;
    long voided;

    void imported(int cards, Instant now) {
        imported += cards;
        change(now);
    }

    void voided(int cards, Instant now) {
        voided += cards;
        change(now);
    }

    /** By the clock, so that a version from the future is recognised as forged. */
    private void change(Instant now) {
        version = Math.max(version + 1, now.toEpochMilli());
    }

    StockLevel level() {
        return new StockLevel(new Sku(sku), version, imported - voided);
    }
}
