package steadfast.http;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OperatorsHaveAPortOfTheirOwnTest {

    @TestHTTPResource(value = "health/live", management = true)
    URI health;

    @Test
    void healthIsToldThere() {
        given().get(health).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q", "/q/health", "/q/health/live", "/q/metrics", "/q/openapi"})
    void itIsNotFoundWhereCallersAre(String path) {
        given().get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void nothingElseIsFoundThere() {
        given().get(health.resolve("/v1/door/greet/x")).then().statusCode(404);
    }
}
