package steadfast.order.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.Sku;
import steadfast.events.StockLevel;

/** What is sold, and how much of it was ever supplied. */
@ApplicationScoped
public class Catalog {

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

    /**
     * The listed products by SKU, off sale or not.
     *
     * @param after where the page before ended; null for the first page
     */
    @Transactional
    public List<Product> list(@Nullable Sku after, int limit) {
        PanacheQuery<ProductRow> listed =
                after == null
                        ? rows.find("title is not null order by sku")
                        : rows.find("title is not null and sku > ?1 order by sku", after.value());
        return listed.range(0, limit - 1).stream().map(ProductRow::product).toList();
    }

    /**
     * Lists the product, or changes it for orders to come; those that were taken keep their price
     * and go on when it is taken off sale.
     */
    @Transactional
    public Product put(Sku sku, String title, Money price, boolean onSale) {
        rows.getEntityManager()
                .createNativeQuery(
                        """
                        insert into product (sku, title, price_minor, currency, on_sale)
                        values (:sku, :title, :price, :currency, :onSale)
                        on conflict (sku) do update set title = excluded.title,
                            price_minor = excluded.price_minor, currency = excluded.currency,
                            on_sale = excluded.on_sale\
                        """)
                .setParameter("sku", sku.value())
                .setParameter("title", title)
                .setParameter("price", price.amountMinor())
                .setParameter("currency", price.currency())
                .setParameter("onSale", onSale)
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
