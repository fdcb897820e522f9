package steadfast.demo.buyers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadfast.client.Receipt;
import steadfast.events.OrderId;

/**
 * Everything that a buyer saw of one purchase: the client's own log, which the shop can't rewrite.
 *
 * @param receipts one for each click that was acknowledged; all should name the same order
 * @param acknowledgedAt when the first of them was there
 * @param readings every status that the buyer was told, in order
 * @param retriedAt when the buyer had requested another round of a failed order
 * @param untilFinal from the first click to the first final status that the buyer left it at
 * @param codes what was revealed, in its order
 * @param complaints permanent failures, in words
 */
public record Purchase(
        BuyerPlan buyerPlan,
        List<Receipt> receipts,
        Optional<Instant> acknowledgedAt,
        List<StatusReading> readings,
        Optional<Instant> retriedAt,
        Optional<Duration> untilFinal,
        List<String> codes,
        List<String> complaints) {

    /** Creates the log of a buyer who never got a place. */
    static Purchase unserved(BuyerPlan buyerPlan, String why) {
        return new Purchase(
                buyerPlan,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(why));
    }

    /** Returns the purchase with codes that were revealed later. */
    Purchase withCodes(List<String> revealed) {
        return new Purchase(
                buyerPlan,
                receipts,
                acknowledgedAt,
                readings,
                retriedAt,
                untilFinal,
                revealed,
                complaints);
    }

    /** The order, if it was ever acknowledged. */
    Optional<Receipt> receipt() {
        return receipts.stream().findFirst();
    }

    /** Returns the order's ID; empty if the shop never acknowledged it. */
    public Optional<OrderId> orderId() {
        return receipt().map(Receipt::orderId);
    }

    /** Returns when the last round began: from then on its time to live counts. */
    public Optional<Instant> roundBegan() {
        return retriedAt.or(() -> acknowledgedAt);
    }

    /**
     * Returns the statuses of the last round; the buyer has already reacted to those of earlier
     * rounds.
     */
    public Stream<StatusReading> readingsOfLastRound() {
        return readings.stream().filter(one -> retriedAt.filter(one.askedAt()::isBefore).isEmpty());
    }
}
