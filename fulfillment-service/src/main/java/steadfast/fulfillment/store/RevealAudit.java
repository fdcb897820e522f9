package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.FulfillmentEvent.CardEvidence;
import steadfast.events.OrderId;

/** Reads who may see an order's cards, and records who did. */
@ApplicationScoped
public class RevealAudit {

    private final Database database;
    private final Clock clock;

    RevealAudit(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The progress of an order's cards. */
    public enum Progress {
        UNDER_WAY,
        ISSUED,
        WITHDRAWN
    }

    /**
     * The data of an order that a reveal needs.
     *
     * @param sku what it bought
     * @param storefront the seller; null for an order from before this was recorded
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Shown(
            Progress progress, String sku, byte[] viewTokenSha256, @Nullable String storefront) {}

    /** Returns the order, if it ever gave its permission. */
    public Optional<Shown> find(OrderId orderId) {
        return database
                .query(
                        """
                        select status, sku, view_token_sha256, storefront from issuing
                        where order_id = ? and view_token_sha256 is not null\
                        """,
                        statement -> statement.setObject(1, orderId.value()),
                        row ->
                                new Shown(
                                        switch (IssuingRow.Status.valueOf(
                                                row.getString("status"))) {
                                            case COUNTING, WAITING, CONFIRMING ->
                                                    Progress.UNDER_WAY;
                                            case ISSUED -> Progress.ISSUED;
                                            case WITHDRAWN -> Progress.WITHDRAWN;
                                        },
                                        row.getString("sku"),
                                        row.getBytes("view_token_sha256"),
                                        row.getString("storefront")))
                .stream()
                .findFirst();
    }

    /**
     * Returns the order's cards, in the order in which they were given; they are only shown
     * together.
     */
    public List<CardEvidence> evidence(OrderId orderId) {
        return database.query(
                """
                select id, reveals, first_at, last_at from card
                cross join (select count(*) as reveals, min(shown_at) as first_at, max(shown_at) as last_at
                    from reveal where order_id = ?) shown
                where order_id = ? order by order_item\
                """,
                statement -> {
                    statement.setObject(1, orderId.value());
                    statement.setObject(2, orderId.value());
                },
                row ->
                        new CardEvidence(
                                row.getObject("id", UUID.class),
                                row.getInt("reveals"),
                                Database.instant(row, "first_at"),
                                Database.instant(row, "last_at")));
    }

    /** Records that the order's codes are about to be shown. */
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
