package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
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
class CardsWaitForTheirMoneyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant LONG_AGO = Instant.parse("2026-02-03T04:05:06.789012Z");
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
    void cardsThatWerePaidLongAgoGoOutOnceTheMoneyIsKnownToBeThereStill() {
        Sku sku = shop.newSku();
        shop.stock(sku, 2);
        OrderPaid paid = shop.paid(shop.newOrder(), sku, 2, LONG_AGO);
        OrderId order = paid.orderId();
        shop.publish(records, paid);
        TestRecord asked = published(order, "IssueConfirmationRequested");
        IssueConfirmationRequested question = (IssueConfirmationRequested) shop.read(asked);
        assertThat(question.paymentId()).isEqualTo(PaymentId.first(order));
        assertThat(shop.status(order)).isEqualTo("CONFIRMING");
        assertThat(shop.cardsOf(order)).isZero();

        shop.publish(records, paid);
        shop.publish(records, new RepairRequested(order, Owner.FULFILLMENT, "CardsIssued"));
        await().atMost(LIMIT).until(() -> allPublished(order).size() == 3);
        assertThat(allPublished(order)).extracting(TestRecord::id).containsOnly(asked.id());

        shop.publish(records, shop.paid(order, sku, 2, question.askedAt()));
        published(order, "CardsIssued");
        assertThat(shop.cardsOf(order)).isEqualTo(2);
    }

    @Test
    void stockThatComesLateAsksForNoMoreOrdersThanItCouldServe() {
        Sku sku = shop.newSku();
        List<OrderId> orders = List.of(shop.newOrder(), shop.newOrder());
        for (OrderId order : orders) {
            shop.publish(records, shop.paid(order, sku, 2, LONG_AGO));
            published(order, "StockShort");
        }

        shop.stock(sku, 2);
        published(orders.getFirst(), "IssueConfirmationRequested");
        shop.publish(records, shop.paid(orders.getFirst(), sku, 2));
        published(orders.getFirst(), "CardsIssued");

        assertThat(shop.cardsOf(orders.getFirst())).isEqualTo(2);
        assertThat(shop.cardsOf(orders.getLast())).isZero();
    }

    @Test
    void anAnswerThatComesWhenTheCardsAreGoneLeavesTheOrderWaiting() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        OrderId order = shop.newOrder();
        shop.publish(records, shop.paid(order, sku, 1, null));
        published(order, "IssueConfirmationRequested");
        OrderId quicker = shop.newOrder();
        shop.publish(records, shop.paid(quicker, sku, 1));
        published(quicker, "CardsIssued");

        shop.publish(records, shop.paid(order, sku, 1));
        published(order, "StockShort");
        assertThat(shop.status(order)).isEqualTo("WAITING");

        shop.stock(sku, 1, 1);
        published(order, "CardsIssued");
    }

    @Test
    void anOrderWhoseMoneyWentMeanwhileGetsNoCards() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        OrderId order = shop.newOrder();
        shop.publish(records, shop.paid(order, sku, 1, LONG_AGO));
        published(order, "IssueConfirmationRequested");

        shop.publish(records, new IssueWithdrawalRequested(order, PaymentId.first(order)));
        published(order, "IssueWithdrawn");
        TestRecord withdrawn = allPublished(order).getLast();
        shop.publish(records, shop.paid(order, sku, 1));
        await().atMost(LIMIT).until(() -> allPublished(order).size() == 3);

        assertThat(allPublished(order).getLast().id()).isEqualTo(withdrawn.id());
        assertThat(shop.cardsOf(order)).isZero();
    }

    private TestRecord published(OrderId order, String type) {
        return records.await(EVENTS, record -> record.is(type, order.toString()), LIMIT);
    }

    private List<TestRecord> allPublished(OrderId order) {
        return records.all(EVENTS, order.toString());
    }
}
