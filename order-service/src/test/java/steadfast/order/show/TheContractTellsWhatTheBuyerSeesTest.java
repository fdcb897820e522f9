package steadfast.order.show;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;
import steadfast.testkit.ManagementPort;

@QuarkusTest
class TheContractTellsWhatTheBuyerSeesTest extends ShopTest {

    @Test
    void theOpenApiDocumentHasTheFieldsOfAnOrderAndSaysWhatARetryDoes() {
        given().header("Authorization", "Bearer " + Shop.STOREFRONT_KEY)
                .queryParam("format", "json")
                .get(ManagementPort.at("/q/openapi"))
                .then()
                .statusCode(200)
                .body(
                        "components.schemas.OrderView.properties",
                        allOf(hasKey("latePayment"), hasKey("nextPaymentMethod"), hasKey("test")))
                .body(
                        "paths.'/v1/orders/{orderId}/retry'.post.description",
                        containsString("only once the close is confirmed"));
    }
}
