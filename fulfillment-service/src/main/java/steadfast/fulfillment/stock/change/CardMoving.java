package steadfast.fulfillment.stock.change;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.stock.StockPaths;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.StagedCards;
import steadfast.fulfillment.store.Stock;
import steadfast.fulfillment.store.UnsoldCards.UnsoldCard;
import steadfast.fulfillment.vault.CardVault;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Moves unsold cards to another SKU, in one transaction. A sealed code opens only as the card, of
 * the import and the SKU, that it was sealed for, so a moved card is a new one: the old one is
 * voided, and its code is resealed.
 */
@ApplicationScoped
class CardMoving {

    private static final Logger LOG = Logger.getLogger(CardMoving.class);

    private final DatabaseShares shares;
    private final Stock stock;
    private final SelectedCards selected;
    private final StagedCards staged;
    private final CardVault vault;
    private final TimeOrderedIds ids;

    CardMoving(
            DatabaseShares shares,
            Stock stock,
            SelectedCards selected,
            StagedCards staged,
            CardVault vault,
            Clock clock) {
        this.shares = shares;
        this.stock = stock;
        this.selected = selected;
        this.staged = staged;
        this.vault = vault;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * The cards to move: all of these, by ID or by code, or the oldest unsold ones of an import.
     *
     * @param to the SKU that they are moved to
     * @param reason for the audit, 1 to 500 characters
     */
    record MoveRequest(
            String to,
            @Nullable List<@Nullable UUID> cardIds,
            @Nullable List<@Nullable String> codes,
            @Nullable UUID importId,
            String reason) {

        /** Hides the codes. */
        @Override
        public String toString() {
            return "MoveRequest[to=" + to + ", reason=" + reason + ", cards hidden]";
        }
    }

    /** A SKU's stock after the move. */
    record StockAfterMove(String sku, long version, long supply) {

        static StockAfterMove of(StockLevel level) {
            return new StockAfterMove(level.sku().value(), level.version(), level.supply());
        }
    }

    /**
     * The result of a move.
     *
     * @param importId names the moved cards in their new SKU, as an import's ID does
     * @param moved how many; of an import at most {@value CardSelection#MAX_CARDS} at once: move
     *     again until it is less
     */
    record Moved(UUID importId, int moved, StockAfterMove from, StockAfterMove to) {}

    Moved run(Sku from, MoveRequest request, String who) {
        AuditReason.require(request.reason());
        CardSelection selection =
                CardSelection.of(request.cardIds(), request.importId(), request.codes(), vault);
        Sku to = StockPaths.sku("to", request.to());
        if (to.equals(from)) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "to",
                    new Text("The cards already belong to this SKU.", "卡密已属于该 SKU。"));
        }
        Stock.Move move = new Stock.Move(from, to, ids.next(), ids.next(), who, request.reason());
        Moved moved =
                shares.run(
                        Work.CHANGE,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .call(() -> change(move, selection)));
        LOG.infof(
                "cards moved: from=%s to=%s importId=%s cards=%d who=%s",
                from, to, moved.importId(), moved.moved(), who);
        return moved;
    }

    private Moved change(Stock.Move move, CardSelection selection) throws IOException {
        stock.lock(move.from(), move.to());
        List<UnsoldCard> cards =
                selected.lock(move.from(), selection, CardSelection.MAX_CARDS, move.who());
        staged.fill(sink -> {
            int number = 0;
            for (UnsoldCard card : cards) {
                CardId moved = new CardId(ids.next());
                byte[] sealed =
                        vault.seal(
                                new SealBinding.ToStock(moved, move.inId(), move.to()),
                                vault.open(card.binding(), card.sealed()));
                number++;
                sink.add(number, moved, sealed, card.fingerprint());
            }
        });
        Stock.Moved levels = stock.move(move, cards.stream().map(UnsoldCard::id).toList());
        return new Moved(
                move.inId(),
                cards.size(),
                StockAfterMove.of(levels.from()),
                StockAfterMove.of(levels.to()));
    }
}
