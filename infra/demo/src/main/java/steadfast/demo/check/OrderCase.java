package steadfast.demo.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.buyers.StatusReading;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.events.Money;
import steadfast.events.OrderId;

/**
 * All evidence about one acknowledged order.
 *
 * @param reviews every case that was opened about it
 * @param mustBeFinalAt its time to live plus two polls, after its last round began
 */
public record OrderCase(
        Receipt receipt,
        Purchase purchase,
        LastReading lastReading,
        List<LedgerEntry> movements,
        List<CardRow> cards,
        List<QueuedCase> reviews,
        Instant mustBeFinalAt) {

    /** Creates one per acknowledged order: a click that created two orders leads to two. */
    public static List<OrderCase> of(Evidence evidence) {
        Map<OrderId, List<LedgerEntry>> movements =
                evidence.ledger().stream()
                        .filter(ledgerEntry -> ledgerEntry.orderId().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        ledgerEntry -> ledgerEntry.orderId().orElseThrow()));
        Map<OrderId, List<CardRow>> cards =
                evidence.cards().stream()
                        .filter(card -> card.orderId().isPresent())
                        .collect(Collectors.groupingBy(card -> card.orderId().orElseThrow()));
        Map<OrderId, List<QueuedCase>> reviews =
                evidence.cases().stream().collect(Collectors.groupingBy(QueuedCase::orderId));
        List<OrderCase> cases = new ArrayList<>();
        for (Purchase purchase : evidence.purchases()) {
            Map<OrderId, Receipt> receipts = new LinkedHashMap<>();
            purchase.receipts()
                    .forEach(receipt -> receipts.putIfAbsent(receipt.orderId(), receipt));
            receipts.forEach((id, receipt) ->
                    cases.add(
                            new OrderCase(
                                    receipt,
                                    purchase,
                                    evidence.lastReadings()
                                            .getOrDefault(id, new LastReading.NoAnswer()),
                                    movements.getOrDefault(id, List.of()),
                                    cards.getOrDefault(id, List.of()),
                                    reviews.getOrDefault(id, List.of()),
                                    purchase.roundBegan()
                                            .orElseThrow()
                                            .plus(evidence.finalWithin()))));
        }
        return cases;
    }

    /** Returns the order's ID. */
    public OrderId id() {
        return receipt.orderId();
    }

    /** Returns what the buyer had planned. */
    public BuyerPlan buyerPlan() {
        return purchase.buyerPlan();
    }

    Money total() {
        return receipt.total();
    }

    /** Returns the status at rest; empty if the order was not found or not answered. */
    public Optional<Status> status() {
        return lastReading instanceof LastReading.Found found
                ? Optional.of(found.status())
                : Optional.empty();
    }

    /** True if the order was last seen in this status. */
    public boolean is(Status status) {
        return status().filter(status::equals).isPresent();
    }

    boolean isFinal() {
        return status().filter(Status::isFinal).isPresent();
    }

    /**
     * Returns whether the buyer was told one of these after the last round began, or would be now.
     */
    boolean hasShown(Set<Status> any) {
        return purchase.readingsOfLastRound().map(StatusReading::status).anyMatch(any::contains)
                || status().filter(any::contains).isPresent();
    }

    /** Returns whether it is in an open review case now. */
    public boolean inReview() {
        return reviews.stream().anyMatch(QueuedCase::isOpen);
    }

    /** Returns whether it was in a review case in time. */
    boolean cameToReviewInTime() {
        return reviews.stream().anyMatch(review -> !review.openedAt().isAfter(mustBeFinalAt));
    }

    /** Returns the captures of the order's money. */
    public List<LedgerEntry> captures() {
        return movements.stream()
                .filter(ledgerEntry -> ledgerEntry.kind() == LedgerEntry.Kind.CAPTURE)
                .toList();
    }

    /** Returns the refunds of the order's money. */
    public List<LedgerEntry> refunds() {
        return movements.stream()
                .filter(ledgerEntry -> ledgerEntry.kind() == LedgerEntry.Kind.REFUND)
                .toList();
    }

    /** Returns what the gateway still holds of this order, in minor units. */
    long heldMinor() {
        return sum(movements);
    }

    /** Returns what the gateway held of this order at a moment, in minor units. */
    long heldMinorAt(Instant moment) {
        return sum(before(moment, movements));
    }

    boolean isInOneCurrency() {
        return movements.stream()
                .allMatch(
                        ledgerEntry -> ledgerEntry.amount().currency().equals(total().currency()));
    }

    private static List<LedgerEntry> before(Instant moment, List<LedgerEntry> movements) {
        return movements.stream().filter(ledgerEntry -> ledgerEntry.at().isBefore(moment)).toList();
    }

    private static long sum(List<LedgerEntry> movements) {
        return movements.stream().mapToLong(LedgerEntry::signedMinor).sum();
    }
}
