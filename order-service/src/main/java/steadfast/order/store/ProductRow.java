package steadfast.order.store;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.Sku;

/** A row of {@code product}, read-only: its counters are changed by SQL statements only. */
@Entity
@Immutable
@Table(name = "product")
class ProductRow {

    @Id String sku;
    @Nullable String title;
    @Nullable Long priceMinor;
    @Nullable String currency;
    boolean onSale;
    long supply;
    long levelVersion;
    long held;
    long sold;

    /** Only of a row that is listed. */
    Product product() {
        return new Product(
                new Sku(sku),
                requireNonNull(title),
                new Money(requireNonNull(priceMinor), requireNonNull(currency)),
                onSale,
                // An audited decision may have claimed more than the stock holds.
                Math.max(0, supply - held - sold));
    }
}
