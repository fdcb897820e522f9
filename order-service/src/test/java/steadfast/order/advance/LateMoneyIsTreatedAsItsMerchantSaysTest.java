package steadfast.order.advance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;
import steadfast.testkit.TestRecord;

@QuarkusTest
class LateMoneyIsTreatedAsItsMerchantSaysTest extends ShopTest {

    private static final String ALL_THE_SAME = "issues the cards anyway";

    @Inject DataSource dataSource;

    @Test
    void aMerchantWhoIssuesTakesTheStockAgainAndTellsTheBuyerToTheEnd() throws SQLException {
        String sku = shop.product(2);
        Order order = failed(Shop.ISSUING_STOREFRONT_KEY, sku, 2);
        assertThat(Shop.available(sku)).isEqualTo(2);

        shop.publish(order.captured(1));
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        assertThat(Shop.available(sku)).isZero();
        order.shown()
                .then()
                .body("status", is("PROCESSING"))
                .body("latePayment.en", containsString(ALL_THE_SAME))
                .body("latePayment.zh", containsString("仍照常为您发卡"));
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");
        order.shown().then().body("latePayment.en", containsString(ALL_THE_SAME));
        assertThat(shop.published(order)).doesNotContain("RefundRequested");
        assertThat(audited(order)).containsExactly("1 issuing-shop ISSUE_IF_STOCK ISSUING");
    }

    @Test
    void aMerchantWhoIssuesSendsTheMoneyBackWhereTooLittleIsLeft() throws SQLException {
        String sku = shop.product(2);
        Order order = failed(Shop.ISSUING_STOREFRONT_KEY, sku, 2);
        Shop.order(sku, 1);

        shop.publish(order.captured(1));
        order.awaitStatus("REFUNDING");
        assertThat(Shop.available(sku)).isEqualTo(1);
        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        order.awaitStatus("REFUNDED");

        order.shown().then().body("latePayment.en", containsString("You get a refund"));
        assertThat(shop.published(order)).doesNotContain("OrderPaid");
        assertThat(Shop.available(sku)).isEqualTo(1);
        assertThat(audited(order)).containsExactly("1 issuing-shop ISSUE_IF_STOCK REFUNDING");
    }

    @Test
    void aMerchantWhoReviewsKeepsTheMoneyUntilAPersonIssues() throws SQLException {
        String sku = shop.product(1);
        Order order = failed(Shop.REVIEWING_STOREFRONT_KEY, sku, 1);

        shop.publish(order.captured(1));
        TestRecord held = shop.awaitPublished(order, "OrderHeld");
        shop.publish(order.captured(1));
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        shop.publish(new PaymentCancelled(order.payment(1)));
        shop.publish(new RepairRequested(order.orderId(), Owner.ORDER, "OrderPaid"));
        await().atMost(Shop.LIMIT).until(() -> shop.published(order).size() == 4);

        assertThat(held.value()).contains("\"paymentId\":\"" + order.payment(1) + "\"");
        assertThat(shop.published(order))
                .containsExactly("OrderSubmitted", "OrderFailed", "OrderHeld", "OrderHeld");
        order.shown()
                .then()
                .body("status", is("PROCESSING"))
                .body("nextAction.kind", is("WAIT"))
                .body("nextAction.text.en", containsString("the shop decides"))
                .body("failureReason", nullValue());
        assertThat(Shop.available(sku)).isEqualTo(1);
        shop.publish(decided(order, Decision.CONFIRM_PAID));
        shop.awaitPublished(order, "OrderPaid");
        assertThat(Shop.available(sku)).isZero();
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");
        order.shown().then().body("latePayment.en", containsString(ALL_THE_SAME));
        assertThat(audited(order)).containsExactly("1 reviewing-shop REVIEW HELD");
    }

    @Test
    void aMerchantWhoReviewsKeepsTheMoneyUntilAPersonSendsItBack() {
        String sku = shop.product(1);
        Order order = failed(Shop.REVIEWING_STOREFRONT_KEY, sku, 1);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderHeld");

        shop.publish(decided(order, Decision.REFUND));
        shop.awaitPublished(order, "RefundRequested");
        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        order.awaitStatus("REFUNDED");

        assertThat(shop.published(order)).doesNotContain("OrderPaid");
        assertThat(Shop.available(sku)).isEqualTo(1);
    }

    @Test
    void whoSaysNothingSendsItBackAndThatIsOnRecordToo() throws SQLException {
        Order order = failed(Shop.STOREFRONT_KEY, shop.product(1), 1);

        shop.publish(order.captured(1));
        order.awaitStatus("REFUNDING");

        assertThat(audited(order)).containsExactly("1 corner-shop REFUND REFUNDING");
    }

    @Test
    void whatIsPaidInTimeIsNoMatterOfThePolicy() throws SQLException {
        Order order = Shop.orderAt(Shop.REVIEWING_STOREFRONT_KEY, shop.product(1), 1);

        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        assertThat(audited(order)).isEmpty();
        order.shown().then().body("latePayment", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update late_money_decision set outcome = 'ISSUING'",
                "delete from late_money_decision",
                "truncate late_money_decision",
                "update late_money_policy set by_default = 'REVIEW'",
                "delete from late_money_policy",
                "truncate late_money_policy"
            })
    void nobodyRewritesTheRecords(String change) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(change)) {
            assertThatThrownBy(statement::execute).hasMessageContaining("append-only");
        }
    }

    private Order failed(String storefrontKey, String sku, int quantity) {
        Order order = Shop.orderAt(storefrontKey, sku, quantity);
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        order.awaitStatus("FAILED");
        return order;
    }

    private static ReviewDecided decided(Order order, Decision decision) {
        return new ReviewDecided(
                UUID.randomUUID(),
                order.orderId(),
                order.payment(1),
                decision,
                "olga",
                "PROCESSING",
                1);
    }

    private List<String> audited(Order order) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select concat_ws(' ', round, storefront, policy, outcome)
                                from late_money_decision
                                where order_id = ? and decided_at > now() - interval '1 hour'\
                                """)) {
            query.setObject(1, order.orderId().value());
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
