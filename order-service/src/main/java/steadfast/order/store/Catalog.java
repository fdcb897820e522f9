package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import steadfast.events.Money;
import steadfast.events.Sku;
import steadfast.events.StockLevel;

/** What is sold, and how much of it was ever supplied. */
@ApplicationScoped
public class Catalog {

    private static final int MAX_LISTED = 1000;

    private final ProductRows rows;

    Catalog(ProductRows rows) {
        this.rows = rows;
    }

    /** The product, if it is listed. */
    @Transactional
    public Optional<Product> find(Sku sku) {
        return rows.find("sku = ?1 and title is not null", sku.value())
                .firstResultOptional()
                .map(ProductRow::product);
    }

    /** The listed products by SKU, at most a thousand. */
    @Transactional
    public List<Product> list() {
        return rows.find("title is not null order by sku").range(0, MAX_LISTED - 1).stream()
                .map(ProductRow::product)
                .toList();
    }

    /**
     * Lists the product, or changes its title and price; orders keep the price they were taken at.
     */
    @Transactional
    public Product put(Sku sku, String title, Money price) {
        rows.getEntityManager()
                .createNativeQuery(
                        """
                        insert into product (sku, title, price_minor, currency)
                        values (:sku, :title, :price, :currency)
                        on conflict (sku) do update set title = excluded.title,
                            price_minor = excluded.price_minor, currency = excluded.currency\
                        """)
                .setParameter("sku", sku.value())
                .setParameter("title", title)
                .setParameter("price", price.amountMinor())
                .setParameter("currency", price.currency())
                .executeUpdate();
        return find(sku).orElseThrow();
    }

    /**
     * Takes a level over unless a newer one is known. A level of a product that is not listed yet
     * is kept for when it is.
     *
     * @return whether it was news
     */
    @Transactional
    public boolean level(StockLevel level) {
        return rows.getEntityManager()
                        .createNativeQuery(
                                """
                                insert into product (sku, supply, level_version)
                                values (:sku, :supply, :version)
                                on conflict (sku) do update set supply = excluded.supply,
                                    level_version = excluded.level_version
                                where product.level_version < excluded.level_version\
                                """)
                        .setParameter("sku", level.sku().value())
                        .setParameter("supply", level.supply())
                        .setParameter("version", level.version())
                        .executeUpdate()
                == 1;
    }
}
