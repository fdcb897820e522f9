package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.events.TimeOrderedIds;
import steadfast.events.kafka.EventEnvelope;
import steadfast.events.kafka.EventOutbox;
import steadfast.fulfillment.lifecycle.IssueDecision.Move;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;

/** The orders that gave or withdrew their permission, with their last events. */
@ApplicationScoped
public class IssueRepository {

    private final Database database;
    private final EventOutbox outbox;
    private final Clock clock;
    private final TimeOrderedIds ids;

    IssueRepository(Database database, EventOutbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /** Returns the order's state, with its row (if any) locked until the transaction ends. */
    public Issuing lock(OrderId orderId) {
        return database
                .query(
                        "select "
                                + IssuingRow.COLUMNS
                                + " from issuing where order_id = ? for update",
                        statement -> statement.setObject(1, orderId.value()),
                        row -> IssuingRow.read(row).state())
                .stream()
                .findFirst()
                .orElseGet(() -> new NotAsked(orderId));
    }

    /**
     * Writes the new state and publishes its events.
     *
     * @return false if the order had no row when it was read, but has one now: read it again
     */
    public boolean move(Issuing from, Move move) {
        List<EventEnvelope> envelopes =
                move.events().stream()
                        .map(event -> new EventEnvelope(ids.next(), clock.instant(), event))
                        .toList();
        String lastEvents = envelopes.isEmpty() ? null : outbox.write(envelopes);
        IssuingRow row = IssuingRow.of(move.next(), clock.instant());
        int rows = from instanceof NotAsked ? insert(row, lastEvents) : update(row, lastEvents);
        if (rows == 0) {
            return false;
        }
        envelopes.forEach(outbox::republish);
        return true;
    }

    /** Publishes the order's last events again, with the same IDs. */
    public void republish(OrderId orderId) {
        database.query(
                        "select last_said from issuing where order_id = ? and last_said is not null",
                        statement -> statement.setObject(1, orderId.value()),
                        row -> row.getString(1))
                .forEach(lastEvents -> outbox.read(lastEvents).forEach(outbox::republish));
    }

    /**
     * Returns the SKUs with an order that is not counted yet, or that waits while enough cards are
     * free.
     */
    public List<Sku> skusToRecount() {
        return database.query(
                """
                select sku from issuing where status = 'COUNTING'
                union
                select waiting.sku
                from (select sku, min(quantity) as least from issuing where status = 'WAITING' group by sku) waiting
                where (select count(*) from (select 1 from card
                        where card.sku = waiting.sku and card.status = 'AVAILABLE' limit waiting.least) free)
                    = waiting.least\
                """,
                statement -> {},
                row -> new Sku(row.getString(1)));
    }

    /** An order that waits for cards. {@code quantity} is what it bought. */
    public record Open(OrderId orderId, int quantity) {}

    /** Returns the next open orders after this one, oldest first; nothing is locked. */
    public List<Open> open(Sku sku, Optional<OrderId> after, int limit) {
        return database.query(
                """
                select order_id, quantity from issuing
                where status in ('COUNTING', 'WAITING') and sku = ? and order_id > ? order by order_id limit ?\
                """,
                statement -> {
                    statement.setString(1, sku.value());
                    statement.setObject(
                            2, after.map(OrderId::value).orElseGet(() -> new UUID(0, 0)));
                    statement.setInt(3, limit);
                },
                row -> new Open(new OrderId(row.getObject(1, UUID.class)), row.getInt(2)));
    }

    /**
     * Returns the orders that are still open, oldest first, locked; those locked elsewhere are
     * skipped.
     */
    public List<Issuing> lockOpen(List<Open> orders) {
        return database.query(
                "select "
                        + IssuingRow.COLUMNS
                        + " from issuing where status in ('COUNTING', 'WAITING') and order_id = any (?)"
                        + " order by order_id for update skip locked",
                statement ->
                        statement.setArray(
                                1,
                                statement
                                        .getConnection()
                                        .createArrayOf(
                                                "uuid",
                                                orders.stream()
                                                        .map(open -> open.orderId().value())
                                                        .toArray())),
                row -> IssuingRow.read(row).state());
    }

    private int insert(IssuingRow row, @Nullable String lastEvents) {
        return database.update(
                """
                insert into issuing (order_id, status, payment_round, sku, quantity, view_token_sha256,
                    storefront, confirmed_at, confirmation_asked_at, issued_at, withdrawn_at, last_said,
                    asked_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing\
                """,
                statement -> {
                    statement.setObject(1, row.orderId());
                    statement.setString(2, row.status().name());
                    statement.setInt(3, row.paymentRound());
                    statement.setString(4, row.sku());
                    statement.setObject(5, row.quantity(), Types.INTEGER);
                    statement.setBytes(6, row.viewTokenSha256());
                    statement.setString(7, row.storefront());
                    statement.setObject(8, Database.timestamp(row.confirmedAt()));
                    statement.setObject(9, Database.timestamp(row.confirmationAskedAt()));
                    statement.setObject(10, Database.timestamp(row.issuedAt()));
                    statement.setObject(11, Database.timestamp(row.withdrawnAt()));
                    statement.setString(12, lastEvents);
                    statement.setObject(13, Database.timestamp(clock.instant()));
                });
    }

    /**
     * A withdrawn order's permission stays readable; an order to be recounted has published nothing
     * yet.
     */
    private int update(IssuingRow row, @Nullable String lastEvents) {
        return database.update(
                """
                update issuing set status = ?, payment_round = ?, storefront = coalesce(storefront, ?),
                    confirmed_at = coalesce(?, confirmed_at), confirmation_asked_at = ?, issued_at = ?, withdrawn_at = ?,
                    last_said = case when ? then null else coalesce(?, last_said) end
                where order_id = ?\
                """,
                statement -> {
                    statement.setString(1, row.status().name());
                    statement.setInt(2, row.paymentRound());
                    statement.setString(3, row.storefront());
                    statement.setObject(4, Database.timestamp(row.confirmedAt()));
                    statement.setObject(5, Database.timestamp(row.confirmationAskedAt()));
                    statement.setObject(6, Database.timestamp(row.issuedAt()));
                    statement.setObject(7, Database.timestamp(row.withdrawnAt()));
                    statement.setBoolean(8, row.status() == IssuingRow.Status.COUNTING);
                    statement.setString(9, lastEvents);
                    statement.setObject(10, row.orderId());
                });
    }
}
