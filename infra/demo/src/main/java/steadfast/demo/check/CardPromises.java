package steadfast.demo.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.client.Status;
import steadfast.demo.buyers.Purchase;
import steadfast.events.OrderId;

/**
 * Checks the promises about cards: exactly those that were bought, to one order each, and none
 * after a refusal.
 */
final class CardPromises {

    private static final Set<Status> TOLD_NO = Set.of(Status.FAILED, Status.EXPIRED);

    private final Evidence evidence;
    private final Violations found;

    CardPromises(Evidence evidence, Violations found) {
        this.evidence = evidence;
        this.found = found;
    }

    void judge(List<OrderCase> orders) {
        for (OrderCase order : orders) {
            exactCards(order);
            noCardsAfterNo(order);
        }
        noCardTwice();
    }

    private void exactCards(OrderCase order) {
        int cards = order.cards().size();
        int bought = order.buyerPlan().quantity();
        if (order.is(Status.COMPLETED) && cards != bought) {
            found.broken(Promise.I3, order, "bought " + bought + " cards and has " + cards);
        } else if (cards != 0 && cards != bought) {
            found.broken(Promise.I3, order, "has " + cards + " of " + bought + " cards");
        }
        if (cards > 0
                && !order.refunds().isEmpty()
                && order.heldMinor() < order.total().amountMinor()) {
            found.broken(Promise.I3, order, "has cards and a refund");
        }
        if (order.cards().stream().anyMatch(card -> !card.sku().equals(order.buyerPlan().sku()))) {
            found.broken(Promise.I3, order, "has cards of another product");
        }
        if (order.is(Status.COMPLETED)) {
            exactCodes(order);
        }
    }

    private boolean isIssuedByPolicy(OrderCase order) {
        return evidence.issuedByPolicy().contains(order.id());
    }

    /** Checks which codes the buyer of a completed order was shown, then or when they came back. */
    private void exactCodes(OrderCase order) {
        List<String> codes = order.purchase().codes();
        int bought = order.buyerPlan().quantity();
        if (codes.size() != bought || new HashSet<>(codes).size() != bought) {
            found.broken(
                    Promise.I3,
                    order,
                    "bought %d codes and was shown %d, %d of them different"
                            .formatted(bought, codes.size(), new HashSet<>(codes).size()));
        }
        Set<String> imported =
                evidence.importedCodes().getOrDefault(order.buyerPlan().sku(), Set.of());
        // Never the code itself: this text is printed and written to a file.
        long foreign = codes.stream().filter(code -> !imported.contains(code)).count();
        if (foreign > 0) {
            found.broken(
                    Promise.I3,
                    order,
                    "was shown " + foreign + " codes that were never stocked for its product");
        }
    }

    private void noCardTwice() {
        Map<String, OrderId> ownerByCard = new HashMap<>();
        for (CardRow card : evidence.cards()) {
            card.orderId()
                    .ifPresent(order ->
                            requireSingleOwner(
                                    ownerByCard, card.cardId(), order, "card " + card.cardId()));
        }
        Map<String, OrderId> ownerByCode = new HashMap<>();
        for (Purchase purchase : evidence.purchases()) {
            purchase.orderId()
                    .ifPresent(order ->
                            new HashSet<>(purchase.codes())
                                    .forEach(code ->
                                            requireSingleOwner(
                                                    ownerByCode, code, order, "a code")));
        }
    }

    private void requireSingleOwner(
            Map<String, OrderId> owners, String thing, OrderId order, String name) {
        OrderId other = owners.putIfAbsent(thing, order);
        if (other != null) {
            found.add(Promise.I3, name + " went to two orders, " + other + " and " + order);
        }
    }

    private void noCardsAfterNo(OrderCase order) {
        if (!order.cards().isEmpty() && order.hasShown(TOLD_NO) && !isIssuedByPolicy(order)) {
            found.broken(
                    Promise.I4,
                    order,
                    "has " + order.cards().size() + " cards after its buyer was told no");
        }
    }
}
