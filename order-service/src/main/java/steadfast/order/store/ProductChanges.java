package steadfast.order.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;

/** The audit of the catalogue: who changed which product, when, from what and to what. */
@ApplicationScoped
public class ProductChanges {

    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    ProductChanges(EntityManager database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Writes a change down, in the transaction that makes it. */
    @Transactional(TxType.MANDATORY)
    void record(Sku sku, String who, @Nullable Listing before, Listing after) {
        database.createNativeQuery(
                        """
                        insert into product_change (at, who, sku, before, after)
                        values (:at, :who, :sku, cast(cast(:before as text) as jsonb), cast(:after as jsonb))\
                        """)
                .setParameter("at", clock.instant())
                .setParameter("who", who)
                .setParameter("sku", sku.value())
                .setParameter("before", before == null ? null : write(before))
                .setParameter("after", write(after))
                .executeUpdate();
    }

    /**
     * Returns the changes of a product, newest first.
     *
     * @param before only older ones than this; {@link Long#MAX_VALUE} for the newest
     */
    @Transactional
    public List<ProductChange> of(Sku sku, long before, int limit) {
        List<?> rows =
                database.createNativeQuery(
                                """
                                select id, at, who, cast(before as text) as before,
                                    cast(after as text) as after
                                from product_change where sku = :sku and id < :before
                                order by id desc limit :limit\
                                """,
                                Tuple.class)
                        .setParameter("sku", sku.value())
                        .setParameter("before", before)
                        .setParameter("limit", limit)
                        .getResultList();
        return rows.stream().map(row -> change((Tuple) row)).toList();
    }

    private ProductChange change(Tuple row) {
        @Nullable String before = row.get("before", String.class);
        return new ProductChange(
                row.get("id", Long.class),
                row.get("at", Instant.class),
                row.get("who", String.class),
                before == null ? null : read(before),
                read(row.get("after", String.class)));
    }

    private String write(Listing listing) {
        try {
            return json.writeValueAsString(listing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a listing cannot be written", e);
        }
    }

    private Listing read(String listing) {
        try {
            return json.readValue(listing, Listing.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the audit holds an invalid listing", e);
        }
    }
}
