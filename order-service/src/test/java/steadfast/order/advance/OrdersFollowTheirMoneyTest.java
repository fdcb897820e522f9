package steadfast.order.advance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;
import steadfast.testkit.TestRecord;

@QuarkusTest
class OrdersFollowTheirMoneyTest extends ShopTest {

    @Test
    void aRefundMadeAtTheGatewayWithdrawsTheCardsAndIsNotAskedForAgain() {
        String sku = shop.product(3);
        Order order = Shop.order(sku, 3);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        shop.awaitPublished(order, "IssueWithdrawalRequested");
        assertThat(order.status()).isEqualTo("PROCESSING");
        shop.publish(new IssueWithdrawn(order.orderId(), order.payment(1)));
        order.awaitStatus("REFUNDED");
        shop.publish(new PaymentRefundFailed(order.payment(1), 1, "account-closed"));
        order.awaitStatus("REFUNDING");

        shop.awaitPublished(order, "OrderRefunded");
        assertThat(shop.published(order))
                .containsExactly(
                        "OrderSubmitted", "OrderPaid", "IssueWithdrawalRequested", "OrderRefunded");
        assertThat(Shop.available(sku)).isEqualTo(3);
    }

    @Test
    void aConfirmedPermissionReplacesTheOneBeforeInARepair() {
        Order order = Shop.order(shop.product(1), 1);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        shop.publish(new IssueConfirmationRequested(order.orderId(), order.payment(1), Shop.AT));
        shop.awaitPublished(order, "PaymentConfirmationRequested");
        shop.publish(new PaymentConfirmed(order.payment(1), Shop.AT.plusSeconds(99)));
        await().atMost(Shop.LIMIT).until(() -> permissions(order).size() == 2);
        shop.publish(new RepairRequested(order.orderId(), Owner.ORDER, "CardsIssued"));
        await().atMost(Shop.LIMIT).until(() -> permissions(order).size() == 3);

        TestRecord confirmed = permissions(order).get(1);
        assertThat(confirmed.value()).contains(Shop.AT.plusSeconds(99).toString());
        assertThat(permissions(order).getLast().id()).isEqualTo(confirmed.id());
        assertThat(shop.published(order)).containsOnlyOnce("PaymentConfirmationRequested");
    }

    private List<TestRecord> permissions(Order order) {
        return records.all("order-events", order.id()).stream()
                .filter(record -> record.is("OrderPaid", order.id()))
                .toList();
    }
}
