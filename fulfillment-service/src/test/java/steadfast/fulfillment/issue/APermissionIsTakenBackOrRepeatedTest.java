package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class APermissionIsTakenBackOrRepeatedTest {

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
    void aWithdrawalBeforeThePermissionLeavesATombstoneThatTheLatePermissionCannotUndo() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 5);

        shop.publish(records, new IssueWithdrawalRequested(order, PaymentId.first(order)));
        TestRecord withdrawn = published(order, "IssueWithdrawn");
        shop.publish(records, shop.paid(order, sku, 2));

        awaitRecords(order, 2);
        assertThat(shop.read(withdrawn))
                .isEqualTo(new IssueWithdrawn(order, PaymentId.first(order)));
        assertThat(records.all(EVENTS, order.toString()))
                .extracting(TestRecord::id)
                .containsOnly(withdrawn.id());
        assertThat(shop.cardsOf(order)).isZero();
        assertThat(free(sku)).isEqualTo(5);
    }

    @Test
    void aWaitingOrderCanBeWithdrawnAndThenIsNotIssuedWhenStockArrives() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        OrderId next = shop.newOrder();
        shop.publish(records, shop.paid(order, sku, 2));
        published(order, "StockShort");

        shop.publish(records, new IssueWithdrawalRequested(order, PaymentId.first(order)));
        published(order, "IssueWithdrawn");
        shop.stock(sku, 2);
        shop.publish(records, shop.paid(next, sku, 2));

        published(next, "CardsIssued");
        assertThat(shop.status(order)).isEqualTo("WITHDRAWN");
        assertThat(shop.cardsOf(order)).isZero();
    }

    @Test
    void aWithdrawalThatComesTooLateIsAnsweredByTheCards() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 2);
        shop.publish(records, shop.paid(order, sku, 2));
        TestRecord issued = published(order, "CardsIssued");

        shop.publish(records, new IssueWithdrawalRequested(order, PaymentId.first(order)));

        awaitRecords(order, 2);
        assertThat(records.all(EVENTS, order.toString()))
                .extracting(TestRecord::id)
                .containsExactly(issued.id(), issued.id());
        assertThat(shop.status(order)).isEqualTo("ISSUED");
    }

    @Test
    void aRepairSaysTheLastEventAgainWithItsId() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.publish(records, shop.paid(order, sku, 1));
        TestRecord published = published(order, "StockShort");

        shop.publish(records, new RepairRequested(order, Owner.PAYMENT, "not ours"));
        shop.publish(records, new RepairRequested(order, Owner.FULFILLMENT, "CardsIssued"));

        awaitRecords(order, 2);
        TestRecord again = records.all(EVENTS, order.toString()).getLast();
        assertThat(again.id()).isEqualTo(published.id());
        assertThat(again.value()).isEqualTo(published.value());
        assertThat(again.headers()).containsEntry("ce_time", published.headers().get("ce_time"));
    }

    @Test
    void aRepairOfAnOrderThatWasNeverPaidSaysNothing() {
        Sku sku = shop.newSku();
        OrderId unknown = shop.newOrder();
        OrderId order = shop.newOrder();
        shop.stock(sku, 1);

        shop.publish(records, new RepairRequested(unknown, Owner.FULFILLMENT, "CardsIssued"));
        shop.publish(records, shop.paid(order, sku, 1));

        published(order, "CardsIssued");
        assertThat(records.all(EVENTS, unknown.toString())).isEmpty();
        assertThat(shop.status(unknown)).isEqualTo("none");
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
