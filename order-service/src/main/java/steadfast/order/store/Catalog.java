package steadfast.order.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;

/** The products, and how many cards of each were ever supplied. */
@ApplicationScoped
public class Catalog {

    private final ProductRows rows;
    private final ProductChanges changes;

    Catalog(ProductRows rows, ProductChanges changes) {
        this.rows = rows;
        this.changes = changes;
    }

    /** Returns the product, if it is listed. */
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
     * Lists the product, or changes it for future orders; existing orders keep their price and
     * continue when it goes off sale. The change is audited.
     */
    @Transactional
    public Product put(Sku sku, Listing listing, String who) {
        @Nullable Listing before = lock(sku);
        rows.getEntityManager()
                .createNativeQuery(
                        """
                        update product set title = :title, price_minor = :price, currency = :currency,
                            on_sale = :onSale
                        where sku = :sku\
                        """)
                .setParameter("sku", sku.value())
                .setParameter("title", listing.title())
                .setParameter("price", listing.price().amountMinor())
                .setParameter("currency", listing.price().currency())
                .setParameter("onSale", listing.onSale())
                .executeUpdate();
        changes.record(sku, who, before, listing);
        rows.getEntityManager().clear();
        return find(sku).orElseThrow();
    }

    /** Locks the product's row, which is made if there is none; null if it is not listed. */
    private @Nullable Listing lock(Sku sku) {
        rows.getEntityManager()
                .createNativeQuery("insert into product (sku) values (:sku) on conflict do nothing")
                .setParameter("sku", sku.value())
                .executeUpdate();
        rows.getEntityManager()
                .createNativeQuery("select 1 from product where sku = :sku for update")
                .setParameter("sku", sku.value())
                .getSingleResult();
        return find(sku)
                .map(now -> new Listing(now.title(), now.price(), now.onSale()))
                .orElse(null);
    }

    /**
     * Stores a level unless a newer one is known. A level of a product that is not listed yet is
     * kept until it is.
     *
     * @param newest the highest version that can be genuine; a stored version above it is ignored
     * @return whether the level was new
     */
    @Transactional
    public boolean level(StockLevel level, long newest) {
        return rows.getEntityManager()
                        .createNativeQuery(
                                """
                                insert into product (sku, supply, level_version)
                                values (:sku, :supply, :version)
                                on conflict (sku) do update set supply = excluded.supply,
                                    level_version = excluded.level_version
                                where product.level_version < excluded.level_version
                                    or product.level_version > :newest\
                                """)
                        .setParameter("sku", level.sku().value())
                        .setParameter("supply", level.supply())
                        .setParameter("version", level.version())
                        .setParameter("newest", newest)
                        .executeUpdate()
                == 1;
    }
}
