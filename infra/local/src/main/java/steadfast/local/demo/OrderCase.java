package steadfast.local.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.events.Money;
import steadfast.events.OrderId;

/** All the evidence about one acknowledged order, brought together. */
record OrderCase(
        Receipt receipt,
        Purchase purchase,
        LastReading lastReading,
        List<Movement> movements,
        List<CardRow> cards,
        boolean inReview) {

    /** A case for each acknowledged order: a button that made two orders makes two cases. */
    static List<OrderCase> of(Evidence evidence) {
        Map<OrderId, List<Movement>> movements =
                evidence.ledger().stream()
                        .filter(movement -> movement.orderId().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        movement -> movement.orderId().orElseThrow()));
        Map<OrderId, List<CardRow>> cards =
                evidence.cards().stream()
                        .filter(card -> card.orderId().isPresent())
                        .collect(Collectors.groupingBy(card -> card.orderId().orElseThrow()));
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
                                    evidence.inReview().contains(id))));
        }
        return cases;
    }

    OrderId id() {
        return receipt.orderId();
    }

    Wish wish() {
        return purchase.wish();
    }

    Money total() {
        return receipt.total();
    }

    /** The status at rest; empty if the order was not found or nobody answered. */
    Optional<Status> status() {
        return lastReading instanceof LastReading.Found found
                ? Optional.of(found.status())
                : Optional.empty();
    }

    boolean is(Status status) {
        return status().filter(status::equals).isPresent();
    }

    boolean isFinal() {
        return status().filter(Status::isFinal).isPresent();
    }

    boolean wasTold(Set<Status> any) {
        return purchase.told().stream().anyMatch(any::contains)
                || status().filter(any::contains).isPresent();
    }

    List<Movement> captures() {
        return movements.stream()
                .filter(movement -> movement.kind() == Movement.Kind.CAPTURE)
                .toList();
    }

    List<Movement> refunds() {
        return movements.stream()
                .filter(movement -> movement.kind() == Movement.Kind.REFUND)
                .toList();
    }

    /** What the gateway still holds of this order, in minor units. */
    long heldMinor() {
        return sum(captures()) - sum(refunds());
    }

    boolean isInOneCurrency() {
        return movements.stream()
                .allMatch(movement -> movement.amount().currency().equals(total().currency()));
    }

    private static long sum(List<Movement> movements) {
        return movements.stream().mapToLong(movement -> movement.amount().amountMinor()).sum();
    }
}
