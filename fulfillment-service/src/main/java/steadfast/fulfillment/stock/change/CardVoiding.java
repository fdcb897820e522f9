package steadfast.fulfillment.stock.change;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.Stock;
import steadfast.fulfillment.store.UnsoldCards.UnsoldCard;
import steadfast.fulfillment.vault.CardVault;

/** Removes unsold cards from the stock permanently, and audits the reason. */
@ApplicationScoped
class CardVoiding {

    private static final Logger LOG = Logger.getLogger(CardVoiding.class);

    private final DatabaseShares shares;
    private final Stock stock;
    private final SelectedCards selected;
    private final CardVault vault;
    private final TimeOrderedIds ids;

    CardVoiding(
            DatabaseShares shares,
            Stock stock,
            SelectedCards selected,
            CardVault vault,
            Clock clock) {
        this.shares = shares;
        this.stock = stock;
        this.selected = selected;
        this.vault = vault;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * The cards to void: all of these, by ID or by code, or the unsold ones of an import.
     *
     * @param reason for the audit, 1 to 500 characters
     */
    record VoidRequest(
            @Nullable List<@Nullable UUID> cardIds,
            @Nullable List<@Nullable String> codes,
            @Nullable UUID importId,
            String reason) {

        /** Hides the codes. */
        @Override
        public String toString() {
            return "VoidRequest[reason=" + reason + ", cards hidden]";
        }
    }

    /** The SKU's stock after the void. */
    record Voided(String sku, long version, long supply) {}

    Voided run(Sku sku, VoidRequest request, String who) {
        AuditReason.require(request.reason());
        CardSelection selection =
                CardSelection.of(request.cardIds(), request.importId(), request.codes(), vault);
        UUID changeId = ids.next();
        StockLevel level =
                shares.run(
                        Work.CHANGE,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .call(() ->
                                                change(
                                                        sku,
                                                        selection,
                                                        changeId,
                                                        who,
                                                        request.reason())));
        LOG.infof("cards voided: sku=%s changeId=%s who=%s", sku, changeId, who);
        return new Voided(sku.value(), level.version(), level.supply());
    }

    private StockLevel change(
            Sku sku, CardSelection selection, UUID changeId, String who, String reason) {
        if (selection instanceof CardSelection.OfImport(UUID importId)) {
            // An import may have a million cards, which need not be loaded here.
            return stock.voidImport(sku, importId, changeId, who, reason)
                    .orElseThrow(SelectedCards::nothingOfImport);
        }
        stock.lock(sku);
        List<CardId> cards =
                selected.lock(sku, selection, CardSelection.MAX_CARDS, who).stream()
                        .map(UnsoldCard::id)
                        .toList();
        return stock.voidCards(sku, cards, changeId, who, reason);
    }
}
