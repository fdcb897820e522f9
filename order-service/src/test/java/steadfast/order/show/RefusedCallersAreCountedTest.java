package steadfast.order.show;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class RefusedCallersAreCountedTest extends ShopTest {

    @Inject MeterRegistry registry;

    @Test
    void byWhyTheyAreRefused() {
        assertCounted("missing", given(), 401);
        assertCounted("malformed", given().header("Authorization", "Basic dGVzdDp0ZXN0"), 401);
        assertCounted("unknown", Shop.storefront("guess"), 401);
        assertCounted("wrong-role", Shop.operator(), 403);
    }

    @Test
    void aKeyThatOpensIsCountedByItsName() {
        double before = count("http.keys.used", "name", "corner-shop");

        Shop.storefront().get("/v1/catalog").then().statusCode(200);

        assertThat(count("http.keys.used", "name", "corner-shop")).isGreaterThan(before);
    }

    private void assertCounted(String kind, RequestSpecification caller, int status) {
        double before = count("http.keys.refused", "kind", kind);

        caller.get("/v1/catalog").then().statusCode(status);

        assertThat(count("http.keys.refused", "kind", kind)).isEqualTo(before + 1);
    }

    private double count(String meter, String tag, String value) {
        Counter counter = registry.find(meter).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }
}
