package steadfast.demo.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;

/**
 * The result of the order of twenty season cards. On the night that Steadfast was made for, its
 * twin was called failed and charged twenty times.
 *
 * @param charged how often the gateway captured money for it
 * @param end the final status; empty if unknown
 */
public record IncidentOrder(
        OrderCase order, int charged, Optional<Status> end, int cards, boolean inReview) {

    /** Returns the one of this run, if it was accepted. */
    public static Optional<IncidentOrder> among(List<OrderCase> orders) {
        return orders.stream()
                .filter(order -> order.buyerPlan().manner() == BuyerPlan.Manner.WHOLESALE)
                .map(IncidentOrder::of)
                .findFirst();
    }

    static IncidentOrder of(OrderCase order) {
        return new IncidentOrder(
                order,
                order.captures().size(),
                order.status(),
                order.cards().size(),
                order.inReview());
    }

    /**
     * Returns whether it ended well: either paid with all cards issued, or no card issued and the
     * money refunded, not captured, or in a review case; and a refusal only if no money was ever
     * captured.
     */
    boolean endedWell() {
        return switch (end.orElse(Status.UNHEARD_OF)) {
            case COMPLETED ->
                    cards == order.buyerPlan().quantity()
                            && order.heldMinor() == order.total().amountMinor();
            case FAILED -> cards == 0 && charged == 0;
            case EXPIRED, REFUNDED -> cards == 0 && (order.heldMinor() == 0 || inReview);
            case PENDING_PAYMENT, PROCESSING, REFUNDING, UNHEARD_OF -> cards == 0 && inReview;
        };
    }

    /** In one line. */
    public String story() {
        return "%d season cards: charged %d %s, %s%s, cards %d"
                .formatted(
                        order.buyerPlan().quantity(),
                        charged,
                        charged == 1 ? "time" : "times",
                        end.map(status -> status.name().toLowerCase(Locale.ROOT))
                                .orElse("nobody knows its end"),
                        inReview ? " and in a case" : "",
                        cards);
    }
}
