package steadfast.order.advance;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;

@QuarkusTest
class ABusyOrderIsToComeBackToTest extends ShopTest {

    @Inject DataSource dataSource;

    @Test
    void aCancelThatWaitsTooLongForItsOrderIsToBeSentAgain() throws SQLException {
        Order order = Shop.order(shop.product(1), 1);
        try (Connection other = dataSource.getConnection();
                PreparedStatement lock =
                        other.prepareStatement("select from orders where id = ? for update")) {
            other.setAutoCommit(false);
            lock.setObject(1, order.orderId().value());
            lock.execute();

            order.asBuyer()
                    .post("/v1/orders/" + order.id() + "/cancel")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .contentType("application/problem+json")
                    .body("type", is("urn:steadfast:problem:unavailable"));

            other.rollback();
        }
        order.asBuyer().post("/v1/orders/" + order.id() + "/cancel").then().statusCode(200);
    }
}
