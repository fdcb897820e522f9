package steadfast.order.expire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

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
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;
import steadfast.testkit.BusyWorkers;

@QuarkusTest
class UnpaidOrdersExpireTest extends ShopTest {

    @Inject DataSource dataSource;

    @Test
    void anUnpaidOrderExpiresByItselfAndLetsItsStockGo() throws SQLException {
        String sku = shop.product(3);
        Order order = Shop.order(sku, 3);

        letTimePass(order);
        order.awaitStatus("EXPIRED");

        shop.awaitPublished(order, "OrderExpired");
        assertThat(shop.published(order)).containsExactly("OrderSubmitted", "OrderExpired");
        assertThat(Shop.available(sku)).isEqualTo(3);
        order.shown().then().body("term", is("已过期"));
    }

    @Test
    void anOrderWhosePaymentIsUnknownExpiresToo() throws SQLException {
        Order order = Shop.order(shop.product(1), 1);
        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        order.awaitStatus("PROCESSING");

        letTimePass(order);

        order.awaitStatus("EXPIRED");
    }

    @Test
    void manyExpireTogether() throws SQLException {
        String sku = shop.product(30);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            orders.add(Shop.order(sku, 1));
        }

        letTimePass(orders.toArray(Order[]::new));

        orders.forEach(order -> order.awaitStatus("EXPIRED"));
        assertThat(Shop.available(sku)).isEqualTo(30);
    }

    @Test
    void anOrderThatSomebodyWorksOnHoldsUpNoOther() throws SQLException {
        String sku = shop.product(2);
        Order locked = Shop.order(sku, 1);
        Order free = Shop.order(sku, 1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("select from orders where id = ? for update")) {
            letTimePass(locked);
            connection.setAutoCommit(false);
            lock.setObject(1, locked.orderId().value());
            lock.execute();

            letTimePass(free);
            free.awaitStatus("EXPIRED");

            connection.rollback();
        }
        locked.awaitStatus("EXPIRED");
    }

    @Test
    void requestsThatWaitHoldNoExpiryUp() throws SQLException {
        Order order = Shop.order(shop.product(1), 1);
        try (BusyWorkers _ = BusyWorkers.ofApplication()) {
            letTimePass(order);

            shop.awaitPublished(order, "OrderExpired");
        }
    }

    @Test
    void aPaidOrderNeverExpires() throws SQLException {
        Order order = Shop.order(shop.product(2), 1);
        Order other = Shop.order(order.sku(), 1);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        letTimePass(order, other);
        other.awaitStatus("EXPIRED");

        assertThat(order.status()).isEqualTo("PROCESSING");
    }

    @Test
    void aCaptureAfterTheExpiryGoesBack() throws SQLException {
        Order order = expired();

        shop.publish(order.captured(1));
        order.awaitStatus("REFUNDING");
        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        order.awaitStatus("REFUNDED");

        assertThat(shop.published(order)).doesNotContain("OrderPaid");
        assertThat(Shop.available(order.sku())).isEqualTo(1);
    }

    @Test
    void onlyAPersonRevivesAnExpiredOrder() throws SQLException {
        Order order = expired();
        order.asBuyer()
                .contentType("application/json")
                .body("{\"paymentMethod\":\"card\"}")
                .post("/v1/orders/" + order.id() + "/retry")
                .then()
                .statusCode(409);

        shop.publish(
                new ReviewDecided(
                        UUID.randomUUID(),
                        order.orderId(),
                        order.payment(1),
                        Decision.CONFIRM_PAID,
                        "olga",
                        "EXPIRED",
                        1));
        shop.awaitPublished(order, "PaymentCheckRequested");
        assertThat(shop.published(order)).doesNotContain("OrderPaid");
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(1));

        order.awaitStatus("COMPLETED");
        assertThat(Shop.available(order.sku())).isZero();
    }

    @Test
    void theSweepReadsThePartialIndex() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement plan =
                        connection.prepareStatement(
                                """
                                explain select * from orders where sweep_at <= now()
                                order by sweep_at limit 100 for no key update skip locked\
                                """);
                PreparedStatement noScan =
                        connection.prepareStatement("set local enable_seqscan = off")) {
            connection.setAutoCommit(false);
            noScan.execute();
            StringBuilder text = new StringBuilder();
            try (ResultSet lines = plan.executeQuery()) {
                while (lines.next()) {
                    text.append(lines.getString(1)).append('\n');
                }
            }
            connection.rollback();
            assertThat(text).contains("orders_to_sweep");
        }
    }

    private Order expired() throws SQLException {
        Order order = Shop.order(shop.product(1), 1);
        letTimePass(order);
        order.awaitStatus("EXPIRED");
        return order;
    }

    /** As if the orders had been taken an hour ago. */
    private void letTimePass(Order... orders) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                """
                                update orders set pay_by = pay_by - interval '1 hour',
                                    expires_at = expires_at - interval '1 hour',
                                    sweep_at = sweep_at - interval '1 hour'
                                where id = ?\
                                """)) {
            for (Order order : orders) {
                update.setObject(1, order.orderId().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
