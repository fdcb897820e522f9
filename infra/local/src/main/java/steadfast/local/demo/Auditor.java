package steadfast.local.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import steadfast.events.OrderId;
import steadfast.local.demo.ShopHttp.Answer;

/** Collects the evidence from outside: before the run what was there, after it what came of it. */
final class Auditor {

    private static final Duration REST_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int READERS = 50;
    private static final int READ_ATTEMPTS = 40;

    private final Storefront storefront;
    private final ShopOperator operator;
    private final GatewayLedger ledger;
    private final CardTable cards;
    private final KafkaGauge kafka;
    private final long ledgerBefore;
    private final Map<String, DeadLetterRange> deadLettersBefore;

    private Auditor(
            Storefront storefront,
            ShopOperator operator,
            GatewayLedger ledger,
            CardTable cards,
            KafkaGauge kafka,
            long ledgerBefore,
            Map<String, DeadLetterRange> deadLettersBefore) {
        this.storefront = storefront;
        this.operator = operator;
        this.ledger = ledger;
        this.cards = cards;
        this.kafka = kafka;
        this.ledgerBefore = ledgerBefore;
        this.deadLettersBefore = deadLettersBefore;
    }

    /** Notes how things stand before the first order. */
    static Auditor atTheStart(ShopHttp http, RunningShop shop, KafkaGauge kafka)
            throws InterruptedException {
        GatewayLedger ledger = new GatewayLedger(http, shop);
        List<Movement> before = ledger.after(0);
        return new Auditor(
                new Storefront(http, shop),
                new ShopOperator(http, shop),
                ledger,
                new CardTable(shop.jdbcUrl("fulfillment")),
                kafka,
                before.isEmpty() ? 0 : before.getLast().sequence(),
                kafka.deadLetters());
    }

    /** Waits for rest, then looks at everything. */
    Evidence collect(Assortment assortment, List<Purchase> purchases) throws InterruptedException {
        awaitRest();
        return new Evidence(
                purchases,
                readAgain(purchases),
                ledger.after(ledgerBefore),
                cards.of(assortment.codes().keySet()),
                assortment.codes(),
                operator.inReview(),
                deadLettersBefore,
                kafka.deadLetters());
    }

    /** Money is conserved when the system is at rest, so nobody may be still at work. */
    private void awaitRest() throws InterruptedException {
        long deadline = System.nanoTime() + REST_PATIENCE.toNanos();
        int quietReadings = 0;
        while (quietReadings < 2 && System.nanoTime() < deadline) {
            quietReadings = kafka.lag() == 0 ? quietReadings + 1 : 0;
            Thread.sleep(PAUSE);
        }
    }

    private Map<OrderId, LastReading> readAgain(List<Purchase> purchases)
            throws InterruptedException {
        Map<OrderId, Receipt> receipts =
                purchases.stream()
                        .flatMap(purchase -> purchase.receipts().stream())
                        .collect(
                                Collectors.toMap(
                                        Receipt::orderId, receipt -> receipt, (one, same) -> one));
        Map<OrderId, LastReading> readings = new HashMap<>();
        try (ExecutorService readers =
                Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
            Map<OrderId, Future<LastReading>> reading = new HashMap<>();
            receipts.forEach((id, receipt) -> {
                Callable<LastReading> read = () -> read(receipt);
                reading.put(id, readers.submit(read));
            });
            for (Map.Entry<OrderId, Future<LastReading>> one : reading.entrySet()) {
                readings.put(one.getKey(), one.getValue().get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order could not be read again", e.getCause());
        }
        return readings;
    }

    private LastReading read(Receipt receipt) throws InterruptedException {
        for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
            switch (storefront.look(receipt)) {
                case Answer.Ok ok -> {
                    return new LastReading.Found(Storefront.status(ok.json()));
                }
                case Answer.No no -> {
                    return no.status() == 404 ? new LastReading.Gone() : new LastReading.NoAnswer();
                }
                case Answer.Later later -> Thread.sleep(PAUSE);
            }
        }
        return new LastReading.NoAnswer();
    }
}
