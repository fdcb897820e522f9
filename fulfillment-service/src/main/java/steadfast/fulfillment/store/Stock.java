package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.wire.EventOutbox;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.StockChange.Action;

/** What was ever supplied of each SKU; every change is audited and told as a {@link StockLevel}. */
@ApplicationScoped
public class Stock {

    private final StockRows rows;
    private final StagedCards staged;
    private final Cards cards;
    private final Database database;
    private final EventOutbox outbox;
    private final Event<RecountDue> recountDue;
    private final Clock clock;

    Stock(
            StockRows rows,
            StagedCards staged,
            Cards cards,
            Database database,
            EventOutbox outbox,
            Event<RecountDue> recountDue,
            Clock clock) {
        this.rows = rows;
        this.staged = staged;
        this.cards = cards;
        this.database = database;
        this.outbox = outbox;
        this.recountDue = recountDue;
        this.clock = clock;
    }

    /** How a SKU stands; counts are of cards, {@code waitingOrders} of orders. */
    public record Standing(
            String sku,
            long version,
            long supply,
            long available,
            long issued,
            long voided,
            long waitingOrders) {}

    /**
     * Takes the SKU's lock until the transaction ends: nobody adds or voids cards, and nobody else
     * counts them. Orders that find enough cards without counting are still issued.
     */
    public void lock(Sku sku) {
        rows.lock(sku);
    }

    /**
     * Moves the waiting room's cards into the stock.
     *
     * @param expected how many there are
     * @return the new level; empty if another import was faster with one of the codes: roll back
     */
    public Optional<StockLevel> enter(Sku sku, UUID importId, String who, int expected) {
        StockRow row = rows.lock(sku);
        record(importId, who, Action.IMPORT, sku, expected, null);
        if (staged.enterStock(sku, importId) != expected) {
            return Optional.empty();
        }
        row.imported(expected);
        recountDue.fire(new RecountDue());
        return Optional.of(told(row));
    }

    /**
     * Takes these cards out of the stock.
     *
     * @return the new level; empty if one of them is not free, or of another SKU: roll back
     */
    public Optional<StockLevel> voidCards(
            Sku sku, Collection<CardId> ids, UUID changeId, String who, String reason) {
        StockRow row = rows.lock(sku);
        int found = cards.voidCards(sku, ids, changeId);
        return found == ids.size()
                ? Optional.of(voided(row, found, changeId, who, reason))
                : Optional.empty();
    }

    /**
     * Takes what is still free of an import out of the stock.
     *
     * @return the new level; empty if nothing of it is free
     */
    public Optional<StockLevel> voidImport(
            Sku sku, UUID importId, UUID changeId, String who, String reason) {
        StockRow row = rows.lock(sku);
        int found = cards.voidImport(sku, importId, changeId);
        return found > 0
                ? Optional.of(voided(row, found, changeId, who, reason))
                : Optional.empty();
    }

    /** Every SKU, by name. */
    public List<Standing> standings() {
        return database.query(
                """
                select stock.sku, version, imported - voided as supply, available,
                    imported - voided - available as issued, voided, waiting
                from stock
                cross join lateral (select count(*) as available from card
                    where card.sku = stock.sku and card.status = 'AVAILABLE') free
                cross join lateral (select count(*) as waiting from issuing
                    where issuing.sku = stock.sku and issuing.status in ('COUNTING', 'WAITING')) open
                order by stock.sku\
                """,
                statement -> {},
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

    private StockLevel voided(StockRow row, int found, UUID changeId, String who, String reason) {
        record(changeId, who, Action.VOID, new Sku(row.sku), found, reason);
        row.voided(found);
        return told(row);
    }

    private void record(
            UUID id, String who, Action action, Sku sku, int count, @Nullable String reason) {
        rows.getEntityManager()
                .persist(new StockChange(id, clock.instant(), who, action, sku, count, reason));
        // The cards that follow refer to it, by plain SQL.
        rows.flush();
    }

    private StockLevel told(StockRow row) {
        StockLevel level = row.level();
        outbox.say(level);
        return level;
    }
}
