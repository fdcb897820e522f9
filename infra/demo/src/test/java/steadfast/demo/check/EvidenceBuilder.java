package steadfast.demo.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.buyers.StatusReading;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.gateways.Routing;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** A run that kept every promise, into which a test plants what it wants to see named. */
public final class EvidenceBuilder {

    static final Sku SKU = new Sku("STEAM-50");
    static final long TOTAL_MINOR = 1_000;
    static final Duration FINAL_WITHIN = Duration.ofSeconds(61);

    /** When every round began. */
    static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    final List<Purchase> purchases = new ArrayList<>();
    public final Map<OrderId, LastReading> readings = new LinkedHashMap<>();
    final List<LedgerEntry> ledger = new ArrayList<>();
    final List<CardRow> cards = new ArrayList<>();
    final Map<Sku, Set<String>> imported = new HashMap<>(Map.of(SKU, new HashSet<>()));
    final List<QueuedCase> cases = new ArrayList<>();
    public final Set<OrderId> overdue = new HashSet<>();
    final Set<OrderId> issuedByPolicy = new HashSet<>();
    final Map<String, DeadLetterRange> before = new HashMap<>();
    final Map<String, DeadLetterRange> after = new HashMap<>();

    /** Two cards, bought, paid and shown. */
    public OrderId completed() {
        OrderId id = order(Status.COMPLETED, codes(), Set.of(Status.COMPLETED));
        capture(id, 1);
        cards(id, 2);
        return id;
    }

    /** Declined: no money, no cards. */
    public OrderId failed() {
        return order(Status.FAILED, List.of(), Set.of(Status.FAILED));
    }

    public OrderId unfinished() {
        return order(Status.PROCESSING, List.of(), Set.of(Status.PROCESSING));
    }

    public OrderId order(Status status, List<String> codes, Set<Status> shown) {
        Receipt receipt = receipt(new OrderId(UUID.randomUUID()));
        purchase(List.of(receipt), 1, codes, shown, status.isFinal());
        readings.put(receipt.orderId(), new LastReading.Found(status));
        return receipt.orderId();
    }

    public void purchase(
            List<Receipt> receipts,
            int clicks,
            List<String> codes,
            Set<Status> shown,
            boolean isFinal) {
        int number = purchases.size();
        purchases.add(
                new Purchase(
                        new BuyerPlan(
                                number,
                                SKU,
                                2,
                                "card",
                                "card",
                                "key-" + number,
                                clicks,
                                BuyerPlan.Manner.PATIENT),
                        receipts,
                        receipts.isEmpty() ? Optional.empty() : Optional.of(BEGAN),
                        shown.stream().map(status -> shown(status, 1)).toList(),
                        Optional.empty(),
                        isFinal ? Optional.of(Duration.ofMillis(100L + number)) : Optional.empty(),
                        codes,
                        List.of()));
    }

    static StatusReading shown(Status status, long seconds) {
        return new StatusReading(status, at(seconds));
    }

    /** After the round began. */
    public static Instant at(long seconds) {
        return BEGAN.plusSeconds(seconds);
    }

    /** This is what the buyer was told instead, in this order. */
    void calledBack(OrderId id, StatusReading... shown) {
        change(
                id,
                was ->
                        new Purchase(
                                was.buyerPlan(),
                                was.receipts(),
                                was.acknowledgedAt(),
                                List.of(shown),
                                was.retriedAt(),
                                was.untilFinal(),
                                was.codes(),
                                was.complaints()));
    }

    /** The buyer asked for another round at that second. */
    void retried(OrderId id, long seconds) {
        change(
                id,
                was ->
                        new Purchase(
                                was.buyerPlan(),
                                was.receipts(),
                                was.acknowledgedAt(),
                                was.readings(),
                                Optional.of(at(seconds)),
                                was.untilFinal(),
                                was.codes(),
                                was.complaints()));
    }

    /** It is the order of the night that Steadfast was made for; of two cards here. */
    public OrderId thatNight(OrderId id) {
        change(
                id,
                was ->
                        new Purchase(
                                new BuyerPlan(
                                        was.buyerPlan().number(),
                                        SKU,
                                        2,
                                        BuyerPlan.NIGHT_METHOD,
                                        BuyerPlan.CARD,
                                        was.buyerPlan().idempotencyKey(),
                                        was.buyerPlan().clicks(),
                                        BuyerPlan.Manner.WHOLESALE),
                                was.receipts(),
                                was.acknowledgedAt(),
                                was.readings(),
                                was.retriedAt(),
                                was.untilFinal(),
                                was.codes(),
                                was.complaints()));
        return id;
    }

    /** It was to be paid by these methods instead, one a round, and acknowledged at that second. */
    public OrderId paidBy(OrderId id, String method, String next, long acknowledgedSeconds) {
        change(
                id,
                was ->
                        new Purchase(
                                new BuyerPlan(
                                        was.buyerPlan().number(),
                                        SKU,
                                        2,
                                        method,
                                        next,
                                        was.buyerPlan().idempotencyKey(),
                                        was.buyerPlan().clicks(),
                                        was.buyerPlan().manner()),
                                was.receipts(),
                                Optional.of(at(acknowledgedSeconds)),
                                was.readings(),
                                was.retriedAt(),
                                was.untilFinal(),
                                was.codes(),
                                was.complaints()));
        return id;
    }

    private void change(OrderId id, UnaryOperator<Purchase> change) {
        purchases.replaceAll(purchase ->
                purchase.orderId().filter(id::equals).isPresent()
                        ? change.apply(purchase)
                        : purchase);
    }

    /** A person has it before him since that second. */
    void openCase(OrderId id, long seconds) {
        cases.add(new QueuedCase(id, at(seconds), Optional.empty()));
    }

    public void openCase(OrderId id) {
        openCase(id, 45);
    }

    /** A person had it before him. */
    public void closedCase(OrderId id) {
        cases.add(new QueuedCase(id, at(45), Optional.of(at(50))));
    }

    static Receipt receipt(OrderId id) {
        return new Receipt(id, "token", new Money(TOTAL_MINOR, "USD"));
    }

    public void capture(OrderId id, int round) {
        move(LedgerEntry.Kind.CAPTURE, id + "-" + round, TOTAL_MINOR);
    }

    public void refund(OrderId id, int round) {
        refund(id, round, 3);
    }

    void refund(OrderId id, int round, long seconds) {
        move(LedgerEntry.Kind.REFUND, id + "-" + round, TOTAL_MINOR, seconds);
    }

    void move(LedgerEntry.Kind kind, String paymentId, long amountMinor) {
        move(kind, paymentId, amountMinor, 2);
    }

    void move(LedgerEntry.Kind kind, String paymentId, long amountMinor, long seconds) {
        move(Routing.CARDS, kind, paymentId, amountMinor, seconds);
    }

    void move(
            String gateway,
            LedgerEntry.Kind kind,
            String paymentId,
            long amountMinor,
            long seconds) {
        ledger.add(
                new LedgerEntry(
                        gateway,
                        ledger.size() + 1L,
                        kind,
                        paymentId,
                        new Money(amountMinor, "USD"),
                        at(seconds)));
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

    public Evidence build() {
        return new Evidence(
                purchases,
                readings,
                ledger,
                cards,
                imported,
                cases,
                overdue,
                issuedByPolicy,
                FINAL_WITHIN,
                before,
                after);
    }
}
