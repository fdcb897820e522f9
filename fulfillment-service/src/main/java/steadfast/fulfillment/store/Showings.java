package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import steadfast.events.OrderId;

/** Who may see an order's cards, and who did. */
@ApplicationScoped
public class Showings {

    private final Database database;
    private final Clock clock;

    Showings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How far the cards of an order are. */
    public enum Progress {
        UNDER_WAY,
        ISSUED,
        WITHDRAWN
    }

    /** What a showing needs to know of an order. {@code sku} is what it bought. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Shown(Progress progress, String sku, byte[] viewTokenSha256) {}

    /** The order, if it ever gave its permission. */
    public Optional<Shown> find(OrderId orderId) {
        return database
                .query(
                        """
                        select status, sku, view_token_sha256 from issuing
                        where order_id = ? and view_token_sha256 is not null\
                        """,
                        statement -> statement.setObject(1, orderId.value()),
                        row ->
                                new Shown(
                                        switch (IssuingRow.Status.valueOf(
                                                row.getString("status"))) {
                                            case COUNTING, WAITING -> Progress.UNDER_WAY;
                                            case ISSUED -> Progress.ISSUED;
                                            case WITHDRAWN -> Progress.WITHDRAWN;
                                        },
                                        row.getString("sku"),
                                        row.getBytes("view_token_sha256")))
                .stream()
                .findFirst();
    }

    /** Writes down that the order's codes are about to be shown. */
    public void record(OrderId orderId, String storefront) {
        database.update(
                "insert into reveal (order_id, shown_at, storefront) values (?, ?, ?)",
                statement -> {
                    statement.setObject(1, orderId.value());
                    statement.setObject(2, Database.timestamp(clock.instant()));
                    statement.setString(3, storefront);
                });
    }
}
