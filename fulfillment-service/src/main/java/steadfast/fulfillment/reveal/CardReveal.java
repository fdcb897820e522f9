package steadfast.fulfillment.reveal;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import steadfast.events.OrderId;
import steadfast.fulfillment.store.Cards;
import steadfast.fulfillment.store.Cards.SealedCard;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.RevealAudit;
import steadfast.fulfillment.store.RevealAudit.Shown;
import steadfast.fulfillment.vault.CardVault;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** Opens an order's codes for the holder of its view token, after recording that it does. */
@ApplicationScoped
class CardReveal {

    private final DatabaseShares shares;
    private final RevealAudit revealAudit;
    private final Cards cards;
    private final CardVault vault;

    CardReveal(DatabaseShares shares, RevealAudit revealAudit, Cards cards, CardVault vault) {
        this.shares = shares;
        this.revealAudit = revealAudit;
        this.cards = cards;
        this.vault = vault;
    }

    /** An order's cards, as shown to its buyer. */
    record RevealedOrder(UUID orderId, String sku, List<RevealedCard> cards) {}

    /** A card in the clear; {@code toString} hides the code. */
    record RevealedCard(UUID cardId, String code) {
        @Override
        public String toString() {
            return "RevealedCard[cardId=" + cardId + ", code hidden]";
        }
    }

    /** The cards that a recorded reveal still has to open. */
    private record Recorded(String sku, List<SealedCard> cards) {}

    /**
     * Shows the order's cards.
     *
     * @throws ProblemException if the token is not the order's, another storefront sold it, or the
     *     cards are not out
     */
    RevealedOrder show(OrderId orderId, String viewToken, String storefront) {
        // Recorded before anything is opened: a reveal may be recorded in vain, but never missed.
        Recorded recorded =
                shares.run(
                        Work.REVEAL,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .call(() -> record(orderId, viewToken, storefront)));
        return new RevealedOrder(
                orderId.value(),
                recorded.sku(),
                recorded.cards().stream().map(this::open).toList());
    }

    private Recorded record(OrderId orderId, String viewToken, String storefront) {
        Shown order =
                revealAudit
                        .find(orderId)
                        .filter(found -> ViewTokenCheck.matches(viewToken, found.viewTokenSha256()))
                        .filter(found -> isSoldBy(storefront, found))
                        .orElseThrow(CardReveal::noSuchCards);
        return switch (order.progress()) {
            case ISSUED -> {
                revealAudit.record(orderId, storefront);
                yield new Recorded(order.sku(), cards.ofOrder(orderId));
            }
            case UNDER_WAY ->
                    throw new ProblemException(
                            RevealProblem.NOT_YET_ISSUED,
                            null,
                            new Text(
                                    "The order is paid and waits for its cards.", "订单已支付，正在等待发卡。"));
            case WITHDRAWN ->
                    throw new ProblemException(
                            RevealProblem.WITHDRAWN,
                            null,
                            new Text(
                                    "The cards were withdrawn before they were issued.",
                                    "卡密在发放前已撤回。"));
        };
    }

    /**
     * An order from before permissions named the storefront is shown to any storefront, as before.
     */
    private static boolean isSoldBy(String storefront, Shown order) {
        return order.storefront() == null || order.storefront().equals(storefront);
    }

    private RevealedCard open(SealedCard card) {
        return new RevealedCard(
                card.binding().card().value(), vault.open(card.binding(), card.sealed()).reveal());
    }

    static ProblemException noSuchCards() {
        return new ProblemException(
                RevealProblem.NO_SUCH_CARDS,
                null,
                new Text(
                        "The order is unknown to this storefront, or the view token does not"
                                + " match.",
                        "该店铺没有此订单，或查看令牌与订单不符。"));
    }
}
