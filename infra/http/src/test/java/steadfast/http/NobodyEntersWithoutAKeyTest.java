package steadfast.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class NobodyEntersWithoutAKeyTest {

    @ParameterizedTest
    @CsvSource({
        "storefront, test-storefront-key, 200",
        "storefront, test-operator-token, 403",
        "operator,   test-storefront-key, 403",
        "operator,   test-operator-token, 200",
        "storefront, TEST-STOREFRONT-KEY, 401",
        "storefront, test-storefront-ke,  401",
        "storefront, '',                  401",
        "forgotten,  test-operator-token, 403",
        "forgotten,  test-storefront-key, 403",
    })
    void aKeyOpensItsOwnDoorsOnly(String door, String key, int status) {
        given().header("Authorization", "Bearer " + key)
                .get("/v1/door/" + door)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({
        "storefront, test-storefront-key, corner-shop",
        "operator, test-operator-token, olga"
    })
    void theCallerIsKnownByName(String door, String key, String name) {
        given().header("Authorization", "bearer " + key)
                .get("/v1/door/" + door)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("name", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storefront", "operator", "forgotten"})
    void withoutAKeyEveryDoorIsClosed(String door) {
        given().get("/v1/door/" + door)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer realm=\"steadfast\"")
                .header("Cache-Control", "no-store")
                .body("type", is("urn:steadfast:problem:unauthenticated"))
                .body("status", is(401))
                .body("retryable", is(false));
    }

    @Test
    void aWrongKeyIsToldToBeInvalid() {
        given().header("Authorization", "Bearer guess")
                .get("/v1/door/storefront")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer realm=\"steadfast\", error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dGVzdDp0ZXN0", "test-storefront-key", "Bearer"})
    void anotherSchemeIsRefused(String header) {
        given().header("Authorization", header)
                .get("/v1/door/storefront")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void twoKeysAtOnceAreRefused() {
        given().header("Authorization", "Bearer test-storefront-key", "Bearer other")
                .get("/v1/door/storefront")
                .then()
                .statusCode(401);
    }

    @Test
    void anEndlessKeyIsNotEvenLookedUp() {
        given().header("Authorization", "Bearer " + "k".repeat(10_000))
                .get("/v1/door/storefront")
                .then()
                .statusCode(401);
    }

    @Test
    void theWrongRoleIsToldInAProblem() {
        given().header("Authorization", "Bearer test-storefront-key")
                .get("/v1/door/operator")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:forbidden"));
    }
}
