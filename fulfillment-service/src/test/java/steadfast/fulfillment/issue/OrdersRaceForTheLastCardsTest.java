package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/** Several instances at once, as threads with transactions of their own. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class OrdersRaceForTheLastCardsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;
    @Inject CardIssuer issuer;
    @Inject Recount recount;

    @RepeatedTest(40)
    void ofTwoOrdersOfSixtyOverAHundredCardsOneIsIssuedAndTheOtherWaits() throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, 100);
        List<OrderId> orders = List.of(shop.newOrder(), shop.newOrder());

        atOnce(orders.stream().map(order -> issuing(List.of(shop.paid(order, sku, 60)))).toList());

        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(orders.stream().map(shop::status))
                                .containsExactlyInAnyOrder("ISSUED", "WAITING"));
        assertThat(orders.stream().mapToInt(shop::cardsOf).sorted()).containsExactly(0, 60);
        // No order is told to be short that then is not.
        try (TestRecords records = TestRecords.ofApplication()) {
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(
                                            records.all("fulfillment-events").stream()
                                                    .filter(record ->
                                                            orders.toString()
                                                                    .contains(
                                                                            String.valueOf(
                                                                                    record.key())))
                                                    .map(TestRecord::type))
                                    .containsExactlyInAnyOrder("CardsIssued", "StockShort"));
        }
    }

    @RepeatedTest(5)
    void fiftyOrdersOverTooLittleStockAreEachServedWholeOrNotAtAll() throws Exception {
        Sku sku = shop.newSku();
        int stocked = 100;
        shop.stock(sku, stocked);
        Random random = new Random(50);
        List<OrderPaid> orders =
                IntStream.range(0, 50)
                        .mapToObj(number -> shop.paid(shop.newOrder(), sku, 1 + random.nextInt(7)))
                        .toList();

        atOnce(orders.stream().map(paid -> issuing(List.of(paid))).toList());
        awaitNothingToCount(sku);

        int issued =
                shop.count(
                        "select coalesce(sum(quantity), 0) from issuing where sku = ? and status = 'ISSUED'",
                        sku.value());
        int free = stocked - issued;
        assertThat(
                        shop.count(
                                "select count(*) from card where sku = ? and status = 'ISSUED'",
                                sku.value()))
                .isEqualTo(issued);
        assertThat(inexact(sku)).isZero();
        // Nobody waits who could have been served: exact, not just safe.
        assertThat(
                        shop.count(
                                "select count(*) from issuing where sku = ? and status = 'WAITING' and quantity <= ?",
                                sku.value(),
                                free))
                .isZero();
        assertThat(shop.count("select count(*) from issuing where sku = ?", sku.value()))
                .isEqualTo(50);
    }

    @RepeatedTest(5)
    void batchesOverSeveralSkusDoNotDeadlockWithImportsAndWithdrawals() throws Exception {
        List<Sku> skus = List.of(shop.newSku(), shop.newSku());
        skus.forEach(sku -> shop.stock(sku, 20));
        List<Callable<?>> work = new ArrayList<>();
        for (int batch = 0; batch < 6; batch++) {
            List<OrderPaid> orders =
                    IntStream.range(0, 10)
                            .mapToObj(number ->
                                    shop.paid(
                                            shop.newOrder(), skus.get(number % 2), 1 + number % 3))
                            .toList();
            work.add(issuing(orders));
            work.add(withdrawing(orders.get(batch).orderId()));
        }
        skus.forEach(sku -> work.add(() -> importing(sku)));

        atOnce(work);
        for (Sku sku : skus) {
            awaitNothingToCount(sku);
            assertThat(inexact(sku)).isZero();
        }
    }

    @RepeatedTest(20)
    void theSamePermissionAtOnceIssuesOnce() throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, 50);
        OrderPaid paid = shop.paid(shop.newOrder(), sku, 5);

        atOnce(IntStream.range(0, 8).mapToObj(delivery -> issuing(List.of(paid))).toList());

        assertThat(shop.cardsOf(paid.orderId())).isEqualTo(5);
        assertThat(
                        shop.count(
                                "select count(*) from card where sku = ? and status = 'AVAILABLE'",
                                sku.value()))
                .isEqualTo(45);
    }

    @Test
    void anOrderThatACrashLeftUncountedIsFoundByTheSweep() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 3);
        shop.query(
                "insert into issuing (order_id, status, payment_round, sku, quantity, view_token_sha256, asked_at,"
                        + " confirmed_at) values (?, 'COUNTING', 1, ?, 3, decode(?, 'hex'), now(), now())",
                order.value(),
                sku.value(),
                TestShop.sha256(TestShop.VIEW_TOKEN));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.status(order)).isEqualTo("ISSUED"));
        assertThat(shop.cardsOf(order)).isEqualTo(3);
    }

    private Callable<?> issuing(List<OrderPaid> orders) {
        return () -> {
            QuarkusTransaction.requiringNew().run(() -> orders.forEach(issuer::paid));
            return null;
        };
    }

    private Callable<?> withdrawing(OrderId order) {
        return () -> {
            QuarkusTransaction.requiringNew()
                    .run(() ->
                            issuer.withdraw(
                                    new IssueWithdrawalRequested(order, PaymentId.first(order))));
            return null;
        };
    }

    private Void importing(Sku sku) {
        shop.stock(sku, 1_000, 10);
        return null;
    }

    private static void atOnce(List<? extends Callable<?>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(Math.min(work.size(), 10));
        try (ExecutorService threads = Executors.newFixedThreadPool(start.getParties())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < work.size(); i++) {
                Callable<?> one = work.get(i);
                boolean first = i < start.getParties();
                running.add(
                        threads.submit(() -> {
                            if (first) {
                                start.await();
                            }
                            return one.call();
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private void awaitNothingToCount(Sku sku) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(
                                        shop.count(
                                                "select count(*) from issuing where sku = ? and status = 'COUNTING'",
                                                sku.value()))
                                .isZero());
        // Who is being counted by another one now is left to it.
        await().atMost(LIMIT)
                .until(() ->
                        shop.query(
                                                "select sku from stock where sku = ? for update skip locked",
                                                sku.value())
                                        .size()
                                == 1);
        recount.all();
    }

    private int inexact(Sku sku) {
        return shop.count(
                "select count(*) from issuing where sku = ? and"
                        + " (select count(*) from card where card.order_id = issuing.order_id)"
                        + " <> case status when 'ISSUED' then quantity else 0 end",
                sku.value());
    }
}
