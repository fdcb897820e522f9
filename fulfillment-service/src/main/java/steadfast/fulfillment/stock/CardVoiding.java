package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.Stock;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;

/** Takes cards that nobody bought yet out of the stock, for ever, with the reason audited. */
@ApplicationScoped
class CardVoiding {

    private static final Logger LOG = Logger.getLogger(CardVoiding.class);
    private static final int MAX_CARDS = 10_000;
    private static final int MAX_REASON_CHARACTERS = 500;

    private final Stock stock;
    private final TimeOrderedIds ids;

    CardVoiding(Stock stock, Clock clock) {
        this.stock = stock;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * What is to be voided: these cards, all of them, or what is still unissued of an import.
     *
     * @param reason for the audit, 1 to 500 characters
     */
    record Wish(@Nullable List<UUID> cardIds, @Nullable UUID importId, String reason) {}

    /** What was voided, and how the SKU stands now. */
    record Voided(String sku, long version, long supply) {}

    Voided run(Sku sku, Wish wish, String who) {
        requireReason(wish.reason());
        UUID changeId = ids.next();
        StockLevel level =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                change(sku, wish, changeId, who)
                                        .orElseThrow(() ->
                                                new ProblemException(
                                                        StockProblem.NOT_VOIDABLE,
                                                        "Some of it is issued, voided, unknown or of another SKU.")));
        LOG.infof("cards voided: sku=%s changeId=%s who=%s", sku, changeId, who);
        return new Voided(sku.value(), level.version(), level.supply());
    }

    private Optional<StockLevel> change(Sku sku, Wish wish, UUID changeId, String who) {
        List<UUID> cardIds = wish.cardIds();
        UUID importId = wish.importId();
        if (importId != null && cardIds == null) {
            return stock.voidImport(sku, importId, changeId, who, wish.reason());
        }
        if (importId == null && cardIds != null) {
            return stock.voidCards(sku, cards(cardIds), changeId, who, wish.reason());
        }
        throw new ProblemException(
                CommonProblem.INVALID_FIELD, "cardIds", "Send either cardIds or importId.");
    }

    private static Set<CardId> cards(List<UUID> cardIds) {
        if (cardIds.isEmpty() || cardIds.size() > MAX_CARDS) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD, "cardIds", "Send 1 to " + MAX_CARDS + " IDs.");
        }
        return cardIds.stream().map(CardId::new).collect(Collectors.toCollection(HashSet::new));
    }

    private static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON_CHARACTERS) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "reason",
                    "Say why, in 1 to " + MAX_REASON_CHARACTERS + " characters.");
        }
    }
}
