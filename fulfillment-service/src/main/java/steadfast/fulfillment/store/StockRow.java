package steadfast.fulfillment.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import steadfast.events.Sku;
import steadfast.events.StockLevel;

/** What was ever supplied of a SKU; locked, it is the SKU's lock. */
@Entity
@Table(name = "stock")
class StockRow {

    @Id String sku;
    long version;
    long imported;
    long voided;

    void imported(int cards) {
        imported += cards;
        version++;
    }

    void voided(int cards) {
        voided += cards;
        version++;
    }

    StockLevel level() {
        return new StockLevel(new Sku(sku), version, imported - voided);
    }
}
