package steadfast.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadfast.events.OrderId;

/**
 * Everything that a buyer saw of one wish: the client's own log, which the shop can't rewrite.
 *
 * @param receipts one for each click that was acknowledged; all should name the same order
 * @param told every status that the buyer was ever told
 * @param untilFinal from the first click to the first final status
 * @param codes what was revealed, in its order
 * @param complaints what went wrong for good, in words
 */
record Purchase(
        Wish wish,
        List<Receipt> receipts,
        Set<Status> told,
        Optional<Duration> untilFinal,
        List<String> codes,
        List<String> complaints) {

    /** The order, if it was ever acknowledged. */
    Optional<Receipt> receipt() {
        return receipts.stream().findFirst();
    }

    Optional<OrderId> orderId() {
        return receipt().map(Receipt::orderId);
    }
}
