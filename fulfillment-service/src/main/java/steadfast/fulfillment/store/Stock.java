package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.kafka.EventOutbox;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.StockChange.Action;

/**
 * The number of cards ever supplied of each SKU; every change is audited and published as a {@link
 * StockLevel}.
 */
@ApplicationScoped
public class Stock {

    private final StockRows rows;
    private final StagedCards staged;
    private final Cards cards;
    private final EventOutbox outbox;
    private final Event<RecountDue> recountDue;
    private final Clock clock;

    Stock(
            StockRows rows,
            StagedCards staged,
            Cards cards,
            EventOutbox outbox,
            Event<RecountDue> recountDue,
            Clock clock) {
        this.rows = rows;
        this.staged = staged;
        this.cards = cards;
        this.outbox = outbox;
        this.recountDue = recountDue;
        this.clock = clock;
    }

    /**
     * Takes the SKU's lock until the transaction ends, unless another transaction has it: nobody
     * else adds, voids or counts cards meanwhile. Orders that find enough cards without counting
     * are still issued.
     *
     * @return false if another transaction has it, which may be for as long as a large import takes
     */
    public boolean tryLock(Sku sku) {
        return rows.tryLock(sku);
    }

    /** Takes the SKUs' locks until the transaction ends, in the order that all writers keep. */
    public void lock(Sku... skus) {
        Arrays.stream(skus).sorted(Comparator.comparing(Sku::value)).forEach(rows::lock);
    }

    /**
     * Moves the staged cards into the stock.
     *
     * @param expected the number of staged cards
     * @return the new level; empty if another import was faster with one of the codes: roll back
     */
    public Optional<StockLevel> enter(Sku sku, UUID importId, String who, int expected) {
        // Its upload has been read, so it waits for another import rather than be sent again.
        rows.waitLonger();
        StockRow row = rows.lock(sku);
        record(importId, who, Action.IMPORT, sku, expected, null, null);
        if (staged.enterStock(sku, importId) != expected) {
            return Optional.empty();
        }
        row.imported(expected, clock.instant());
        recountDue.fire(new RecountDue());
        return Optional.of(publishLevel(row));
    }

    /**
     * Removes these cards, which are locked and unsold, from the stock.
     *
     * @return the new level
     */
    public StockLevel voidCards(
            Sku sku, Collection<CardId> ids, UUID changeId, String who, String reason) {
        StockRow row = rows.lock(sku);
        takeOut(sku, ids, changeId);
        return voided(row, ids.size(), changeId, who, reason);
    }

    /**
     * Removes the free cards of an import from the stock.
     *
     * @return the new level; empty if the import has no free cards
     */
    public Optional<StockLevel> voidImport(
            Sku sku, UUID importId, UUID changeId, String who, String reason) {
        StockRow row = rows.lock(sku);
        int found = cards.voidImport(sku, importId, changeId);
        return found > 0
                ? Optional.of(voided(row, found, changeId, who, reason))
                : Optional.empty();
    }

    /**
     * A move, and the two changes that it makes.
     *
     * @param outId the change of the SKU that loses the cards
     * @param inId the change of the SKU that gets them: the import of the new cards
     */
    public record Move(Sku from, Sku to, UUID outId, UUID inId, String who, String reason) {}

    /** The levels of both SKUs after a move. */
    public record Moved(StockLevel from, StockLevel to) {}

    /**
     * Removes these cards, which are locked and unsold, from one SKU, and adds the staged cards,
     * which are the same codes resealed, to the other; requires both locks.
     */
    public Moved move(Move move, Collection<CardId> ids) {
        StockRow from = rows.lock(move.from());
        StockRow to = rows.lock(move.to());
        takeOut(move.from(), ids, move.outId());
        int count = ids.size();
        record(
                move.outId(),
                move.who(),
                Action.MOVE_OUT,
                move.from(),
                count,
                move.reason(),
                move.inId());
        record(
                move.inId(),
                move.who(),
                Action.MOVE_IN,
                move.to(),
                count,
                move.reason(),
                move.outId());
        if (staged.enterStock(move.to(), move.inId()) != count) {
            throw new IllegalStateException("a code that was just voided is in the stock");
        }
        from.voided(count, clock.instant());
        to.imported(count, clock.instant());
        recountDue.fire(new RecountDue());
        return new Moved(publishLevel(from), publishLevel(to));
    }

    private void takeOut(Sku sku, Collection<CardId> ids, UUID changeId) {
        int found = cards.voidCards(sku, ids, changeId);
        if (found != ids.size()) {
            throw new IllegalStateException(
                    "of %d locked cards only %d were unsold".formatted(ids.size(), found));
        }
    }

    private StockLevel voided(StockRow row, int found, UUID changeId, String who, String reason) {
        record(changeId, who, Action.VOID, new Sku(row.sku), found, reason, null);
        row.voided(found, clock.instant());
        return publishLevel(row);
    }

    private void record(
            UUID id,
            String who,
            Action action,
            Sku sku,
            int count,
            @Nullable String reason,
            @Nullable UUID counterpart) {
        rows.getEntityManager()
                .persist(
                        new StockChange(
                                id, clock.instant(), who, action, sku, count, reason, counterpart));
        // The cards that follow refer to it, by plain SQL.
        rows.flush();
    }

    private StockLevel publishLevel(StockRow row) {
        StockLevel level = row.level();
        outbox.publish(level);
        return level;
    }
}
