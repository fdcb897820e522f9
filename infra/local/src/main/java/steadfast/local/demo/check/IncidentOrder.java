package steadfast.local.demo.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import steadfast.local.demo.buyers.BuyerPlan;
import steadfast.local.demo.buyers.Status;

/**
 * What became of the order of twenty season cards. On the night that Steadfast was made for, its
 * twin was called failed and charged twenty times.
 *
 * @param charged how often the gateway took money for it
 * @param end the status at rest; empty if nobody could say
 */
public record IncidentOrder(
        OrderCase order, int charged, Optional<Status> end, int cards, boolean inReview) {

    /** The one of this run, if it was taken. */
    public static Optional<IncidentOrder> among(List<OrderCase> orders) {
        return orders.stream()
                .filter(order -> order.wish().manner() == BuyerPlan.Manner.WHOLESALE)
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
     * Either paid and handed out whole, or nothing handed out and the money back, not taken, or in
     * a person's hands; and a no only where no money was ever taken.
     */
    boolean endedWell() {
        return switch (end.orElse(Status.UNHEARD_OF)) {
            case COMPLETED ->
                    cards == order.wish().quantity()
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
                        order.wish().quantity(),
                        charged,
                        charged == 1 ? "time" : "times",
                        end.map(status -> status.name().toLowerCase(Locale.ROOT))
                                .orElse("nobody knows its end"),
                        inReview ? " and in a case" : "",
                        cards);
    }
}
