package steadfast.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ADatabaseThatIsAwayIsNoErrorOfOursTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // infrastructure
                "none",
                "08006",
                "08001",
                "40001",
                "40P01",
                "55P03",
                "53300",
                "25006",
                "57P01",
                "57014",
                "58030",
                "XX000",
                "25P02",
                // another writer was faster
                "23505",
                "23503",
                // the deployment
                "42P01",
                "42501",
                "3D000",
                "28P01",
                "26000"
            })
    void itIsAnswered503WithATimeToComeBack(String sqlState) {
        Response response = given().get("/v1/door/database/" + sqlState);

        response.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("5"))
                .body("type", is("urn:steadfast:problem:unavailable"))
                .body("retryable", is(true))
                .body("instance", matchesPattern("urn:uuid:[0-9a-f-]{36}"));
        assertThat(response.asString()).doesNotContain("4711", "0815", sqlState);
    }

    @Test
    void aCommitThatWasCutOffIsAnswered503Too() {
        given().get("/v1/door/commit").then().statusCode(503).header("Retry-After", equalTo("5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22003", "22008", "23514", "23502", "21000", "54000", "P0001"})
    void dataThatFailsAgainStaysOurError(String sqlState) {
        given().get("/v1/door/database/" + sqlState)
                .then()
                .statusCode(500)
                .body("type", is("urn:steadfast:problem:internal"));
    }
}
