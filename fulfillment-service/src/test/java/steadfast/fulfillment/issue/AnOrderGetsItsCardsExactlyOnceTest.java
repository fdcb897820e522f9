package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AnOrderGetsItsCardsExactlyOnceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EVENTS = "fulfillment-events";

    @Inject TestShop shop;

    private TestRecords records;

    @BeforeEach
    void listen() {
        records = TestRecords.ofApplication();
    }

    @AfterEach
    void hangUp() {
        records.close();
    }

    @Test
    void aPaidOrderIsIssuedItsOldestCards() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 5);

        shop.publish(records, shop.paid(order, sku, 3));

        CardsIssued issued = (CardsIssued) shop.read(published(order, "CardsIssued"));
        assertThat(issued)
                .isEqualTo(
                        new CardsIssued(order, PaymentId.first(order), sku, 3, issued.issuedAt()));
        assertThat(
                        shop.query(
                                "select id::text from card where order_id = ? order by order_item",
                                order.value()))
                .isEqualTo(
                        shop.query(
                                "select id::text from card where sku = ? order by id limit 3",
                                sku.value()));
    }

    @Test
    void aPermissionThatIsDeliveredThriceIssuesOnceAndIsAnsweredThriceTheSame() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 10);
        OrderPaid paid = shop.paid(order, sku, 2);

        for (int delivery = 1; delivery <= 3; delivery++) {
            shop.publish(records, paid);
        }

        awaitRecords(order, 3);
        List<TestRecord> answers = records.all(EVENTS, order.toString());
        assertThat(answers).extracting(TestRecord::type).containsOnly("CardsIssued");
        assertThat(answers).extracting(TestRecord::id).containsOnly(answers.getFirst().id());
        assertThat(answers).extracting(TestRecord::value).containsOnly(answers.getFirst().value());
        assertThat(shop.cardsOf(order)).isEqualTo(2);
        assertThat(free(sku)).isEqualTo(8);
    }

    @Test
    void anOrderThatFindsTooFewCardsWaitsAndIsIssuedByItselfWhenStockArrives() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 2);

        shop.publish(records, shop.paid(order, sku, 3));
        assertThat(shop.read(published(order, "StockShort")))
                .isEqualTo(new StockShort(order, PaymentId.first(order), sku, 3, 2));
        assertThat(shop.status(order)).isEqualTo("WAITING");
        assertThat(shop.cardsOf(order)).isZero();

        shop.stock(sku, 2, 1);
        published(order, "CardsIssued");
        assertThat(shop.cardsOf(order)).isEqualTo(3);
    }

    @Test
    void anOrderOfASkuThatWasNeverStockedWaitsToo() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();

        shop.publish(records, shop.paid(order, sku, 1));
        published(order, "StockShort");

        shop.stock(sku, 1);
        published(order, "CardsIssued");
    }

    @Test
    void theOldestOrderIsServedFirstButDoesNotHoldUpOneThatFits() {
        Sku sku = shop.newSku();
        OrderId big = shop.newOrder();
        OrderId middle = shop.newOrder();
        OrderId late = shop.newOrder();
        for (OrderId order : List.of(late, big, middle)) {
            shop.publish(records, shop.paid(order, sku, order.equals(big) ? 60 : 10));
            published(order, "StockShort");
        }

        shop.stock(sku, 15);

        published(middle, "CardsIssued");
        assertThat(shop.status(big)).isEqualTo("WAITING");
        assertThat(shop.status(late)).isEqualTo("WAITING");
        assertThat(free(sku)).isEqualTo(5);
    }

    @Test
    void aSecondPermissionOfAnIssuedOrderGoesToAPersonAndIssuesNothing() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 5);
        OrderPaid paid = shop.paid(order, sku, 1);
        shop.publish(records, paid);
        published(order, "CardsIssued");

        OrderPaid second =
                new OrderPaid(
                        order,
                        PaymentId.first(order).next(),
                        sku,
                        1,
                        paid.viewTokenSha256(),
                        paid.expiresAt(),
                        paid.confirmedAt(),
                        paid.storefront());
        shop.publish(records, second);

        TestRecord dead =
                records.await(
                        "fulfillment-service.dlt",
                        record -> order.toString().equals(record.key()),
                        LIMIT);
        assertThat(dead.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(shop.cardsOf(order)).isEqualTo(1);
    }

    @Test
    void aPermissionForMoreCardsThanAnyOrderHasIssuesNone() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 150);

        shop.publish(records, shop.paid(order, sku, OrderEvent.MAX_QUANTITY + 1));

        TestRecord dead =
                records.await(
                        "fulfillment-service.dlt",
                        record -> order.toString().equals(record.key()),
                        LIMIT);
        assertThat(dead.headers().get("failure-reason")).contains("quantity must be 1 to 100");
        assertThat(shop.cardsOf(order)).isZero();
    }

    @Test
    void aThousandOrdersAreIssuedEachItsOwnCards() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1_500);
        List<OrderPaid> orders =
                IntStream.range(0, 1_000)
                        .mapToObj(number -> shop.paid(shop.newOrder(), sku, 1 + number % 2))
                        .toList();

        long startedAt = System.nanoTime();
        orders.parallelStream().forEach(paid -> shop.publish(records, paid));
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(
                                        shop.count(
                                                "select count(*) from issuing where sku = ? and status = 'ISSUED'",
                                                sku.value()))
                                .isEqualTo(1_000));
        Logger.getLogger(getClass())
                .infof(
                        "1,000 orders issued: tookMillis=%d",
                        Duration.ofNanos(System.nanoTime() - startedAt).toMillis());

        assertThat(free(sku)).isZero();
        assertThat(
                        shop.count(
                                "select count(*) from issuing where sku = ? and quantity <>"
                                        + " (select count(*) from card where card.order_id = issuing.order_id)",
                                sku.value()))
                .isZero();
    }

    private TestRecord published(OrderId order, String type) {
        return records.await(EVENTS, record -> record.is(type, order.toString()), LIMIT);
    }

    private void awaitRecords(OrderId order, int count) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(records.all(EVENTS, order.toString())).hasSize(count));
    }

    private int free(Sku sku) {
        return shop.count(
                "select count(*) from card where sku = ? and status = 'AVAILABLE'", sku.value());
    }
}
