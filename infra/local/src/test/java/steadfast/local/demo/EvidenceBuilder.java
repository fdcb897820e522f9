package steadfast.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** A run that kept every promise, into which a test plants what it wants to see named. */
final class EvidenceBuilder {

    static final Sku SKU = new Sku("STEAM-50");
    static final long TOTAL_MINOR = 1_000;

    final List<Purchase> purchases = new ArrayList<>();
    final Map<OrderId, LastReading> readings = new LinkedHashMap<>();
    final List<Movement> ledger = new ArrayList<>();
    final List<CardRow> cards = new ArrayList<>();
    final Map<Sku, Set<String>> imported = new HashMap<>(Map.of(SKU, new HashSet<>()));
    final Set<OrderId> inReview = new HashSet<>();
    final Map<String, DeadLetterRange> before = new HashMap<>();
    final Map<String, DeadLetterRange> after = new HashMap<>();

    /** Two cards, bought, paid and shown. */
    OrderId completed() {
        OrderId id = order(Status.COMPLETED, codes(), Set.of(Status.COMPLETED));
        capture(id, 1);
        cards(id, 2);
        return id;
    }

    /** Declined: no money, no cards. */
    OrderId failed() {
        return order(Status.FAILED, List.of(), Set.of(Status.FAILED));
    }

    OrderId unfinished() {
        return order(Status.PROCESSING, List.of(), Set.of(Status.PROCESSING));
    }

    OrderId order(Status status, List<String> codes, Set<Status> told) {
        Receipt receipt = receipt(new OrderId(UUID.randomUUID()));
        purchase(List.of(receipt), 1, codes, told, status.isFinal());
        readings.put(receipt.orderId(), new LastReading.Found(status));
        return receipt.orderId();
    }

    void purchase(
            List<Receipt> receipts,
            int clicks,
            List<String> codes,
            Set<Status> told,
            boolean isFinal) {
        int number = purchases.size();
        purchases.add(
                new Purchase(
                        new Wish(number, SKU, 2, "card", "key-" + number, clicks),
                        receipts,
                        told.isEmpty() ? Set.of() : EnumSet.copyOf(told),
                        isFinal ? Optional.of(Duration.ofMillis(100L + number)) : Optional.empty(),
                        codes,
                        List.of()));
    }

    static Receipt receipt(OrderId id) {
        return new Receipt(id, "token", new Money(TOTAL_MINOR, "USD"));
    }

    void capture(OrderId id, int round) {
        move(Movement.Kind.CAPTURE, id + "-" + round, TOTAL_MINOR);
    }

    void refund(OrderId id, int round) {
        move(Movement.Kind.REFUND, id + "-" + round, TOTAL_MINOR);
    }

    void move(Movement.Kind kind, String paymentId, long amountMinor) {
        ledger.add(
                new Movement(ledger.size() + 1L, kind, paymentId, new Money(amountMinor, "USD")));
    }

    void cards(OrderId id, int count) {
        IntStream.range(0, count)
                .forEach(one ->
                        cards.add(new CardRow(UUID.randomUUID().toString(), SKU, Optional.of(id))));
    }

    List<String> codes() {
        List<String> codes = List.of("code-" + UUID.randomUUID(), "code-" + UUID.randomUUID());
        imported.get(SKU).addAll(codes);
        return codes;
    }

    Evidence build() {
        return new Evidence(purchases, readings, ledger, cards, imported, inReview, before, after);
    }
}
