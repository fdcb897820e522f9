package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The stock of every SKU that has cards or waiting orders. */
@ApplicationScoped
public class Standings {

    private final Database database;

    Standings(Database database) {
        this.database = database;
    }

    /** The stock of a SKU; counts are of cards, {@code waitingOrders} of orders. */
    public record Standing(
            String sku,
            long version,
            long supply,
            long available,
            long issued,
            long voided,
            long waitingOrders) {}

    /** Returns the next SKUs after this one, by name; from the first if it is empty. */
    public List<Standing> page(String after, int limit) {
        return database.query(
                """
                with named as (
                    (select sku from stock where sku > ? order by sku limit ?)
                    union
                    (select distinct sku from issuing
                        where status in ('COUNTING', 'WAITING', 'CONFIRMING') and sku > ? order by sku limit ?)
                    order by sku limit ?)
                select named.sku, coalesce(version, 0) as version,
                    coalesce(imported - voided, 0) as supply, available,
                    coalesce(imported - voided, 0) - available as issued,
                    coalesce(voided, 0) as voided, waiting
                from named left join stock on stock.sku = named.sku
                cross join lateral (select count(*) as available from card
                    where card.sku = named.sku and card.status = 'AVAILABLE') free
                cross join lateral (select count(*) as waiting from issuing
                    where issuing.sku = named.sku and issuing.status in ('COUNTING', 'WAITING', 'CONFIRMING')) open
                order by named.sku\
                """,
                statement -> {
                    statement.setString(1, after);
                    statement.setInt(2, limit);
                    statement.setString(3, after);
                    statement.setInt(4, limit);
                    statement.setInt(5, limit);
                },
                row ->
                        new Standing(
                                row.getString("sku"),
                                row.getLong("version"),
                                row.getLong("supply"),
                                row.getLong("available"),
                                row.getLong("issued"),
                                row.getLong("voided"),
                                row.getLong("waiting")));
    }
}
