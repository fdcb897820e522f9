package steadfast.demo.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import steadfast.client.Status;
import steadfast.demo.check.OrderCase;

/**
 * The final states of the acknowledged orders; the parts are disjoint and add up to all of them.
 *
 * @param expired without an open case
 * @param inReview expired or not final, and in an open case
 * @param notFinal including those that could not be read
 */
record Disposition(
        int completed, int failed, int expired, int refunded, int inReview, int notFinal) {

    private enum End {
        COMPLETED,
        FAILED,
        EXPIRED,
        REFUNDED,
        IN_REVIEW,
        NOT_FINAL
    }

    static Disposition of(List<OrderCase> orders) {
        Map<End, Integer> counts = new EnumMap<>(End.class);
        orders.forEach(order -> counts.merge(end(order), 1, Integer::sum));
        return new Disposition(
                counts.getOrDefault(End.COMPLETED, 0),
                counts.getOrDefault(End.FAILED, 0),
                counts.getOrDefault(End.EXPIRED, 0),
                counts.getOrDefault(End.REFUNDED, 0),
                counts.getOrDefault(End.IN_REVIEW, 0),
                counts.getOrDefault(End.NOT_FINAL, 0));
    }

    private static End end(OrderCase order) {
        return switch (order.status().orElse(Status.UNHEARD_OF)) {
            case COMPLETED -> End.COMPLETED;
            case FAILED -> End.FAILED;
            case EXPIRED -> order.inReview() ? End.IN_REVIEW : End.EXPIRED;
            case REFUNDED -> End.REFUNDED;
            case PENDING_PAYMENT, PROCESSING, REFUNDING, UNHEARD_OF ->
                    order.inReview() ? End.IN_REVIEW : End.NOT_FINAL;
        };
    }
}
