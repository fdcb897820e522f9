package steadfast.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EveryErrorIsAProblemTest {

    @Test
    void aProblemSaysWhatHappenedAndWhatToDo() {
        given().get("/v1/door/problem/SOLD_OUT")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Content-Language", "en")
                .header("Vary", containsString("Accept-Language"))
                .header("Retry-After", nullValue())
                .body("type", is("urn:steadfast:problem:sold-out"))
                .body("title", is("title of sold-out"))
                .body("status", is(409))
                .body("detail", is("There are 3 left, you asked for 5."))
                .body("action", is("action of sold-out"))
                .body("retryable", is(false))
                .body("field", is("quantity"))
                .body("$", not(org.hamcrest.Matchers.hasKey("instance")));
    }

    @ParameterizedTest
    @CsvSource({"IN_FLIGHT, 409, 1", "SLOW_DOWN, 429, 1", "AWAY, 503, 5"})
    void whatMaySucceedLaterSaysWhen(String name, int status, String seconds) {
        given().get("/v1/door/problem/" + name)
                .then()
                .statusCode(status)
                .header("Retry-After", equalTo(seconds))
                .body("retryable", is(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN                     | zh",
                "zh                        | zh",
                "ZH-hant;q=0.5             | zh",
                "en                        | en",
                "en-GB,zh;q=0.9            | en",
                "en;q=0.3, zh;q=0.8        | zh",
                "fr, zh;q=0.2, en;q=0.1    | zh",
                "fr                        | en",
                "*                         | en",
                "zh;q=0, en;q=0.1          | en",
                "zh;q=0                    | en",
                "zh;q=broken               | en",
                ";;;                       | en",
                ",                         | en",
                ",,zh                      | zh",
                "zh;q=2                    | en",
                "zh;q=1.1                  | en",
                "zh;q=-1                   | en",
                "zh;q=                     | en",
                "zh;q=.                    | en",
                "zh;level=1                | en",
                "zh;q=NaN                  | en",
                "zh;q=1e-1                 | en",
                "zh;Q=1.000                | zh",
                "zh ; q=0.5                | zh",
                "fr;q=abc, zh              | zh",
                "zh;q=abc, zh-TW;q=0.1     | zh",
                "en;q=0                    | zh",
                "en;q=0.0, fr              | zh",
                "en;q=0, zh;q=0            | en",
                "en;q=0, *                 | zh",
                "*;q=0                     | en",
                "*;q=0, zh;q=0.1           | zh",
                "*, zh;q=0.5               | en",
                "*-CN                      | en",
                "zh-TW;q=0                 | en",
                "zh;q=0, zh-CN             | zh",
                "en;q=0.5, zh;q=0.5        | en",
                "zh;q=0.5, en;q=0.5        | zh",
                "zh_CN                     | en",
                "中文                        | en",
            })
    void aProblemSpeaksTheLanguageThatIsAskedFor(String accepted, String spoken) {
        given().header("Accept-Language", accepted)
                .get("/v1/door/problem/SOLD_OUT")
                .then()
                .header("Content-Language", is(spoken))
                .body("title", is((spoken.equals("zh") ? "标题 " : "title of ") + "sold-out"))
                .body("action", is((spoken.equals("zh") ? "办法 " : "action of ") + "sold-out"));
    }

    @Test
    void aLongListOfLanguagesIsReadAsWell() {
        given().header("Accept-Language", "zh, " + "fr;q=0.1, ".repeat(1000) + "de")
                .get("/v1/door/problem/SOLD_OUT")
                .then()
                .statusCode(409)
                .header("Content-Language", is("zh"));
    }

    @Test
    void whatAProgramMustReadIsAMemberOfTheProblem() {
        given().get("/v1/door/priced")
                .then()
                .statusCode(409)
                .body("price.quantity", is(7))
                .body("$", not(org.hamcrest.Matchers.hasKey("extensions")));
    }

    @Test
    void anAddressThatDoesNotExistIsAProblem() {
        problem(given().get("/v1/nowhere"), 404, "not-found");
        problem(given().get("/"), 404, "not-found");
    }

    @Test
    void aMethodThatIsNotTakenIsAProblemThatNamesTheOthers() {
        problem(given().delete("/v1/door/text"), 405, "method-not-allowed");
    }

    @Test
    void aFormThatIsNotOfferedIsAProblem() {
        problem(
                given().accept("text/csv")
                        .header("Authorization", "Bearer test-storefront-key")
                        .get("/v1/door/storefront"),
                406,
                "not-acceptable");
    }

    @Test
    void aFormThatIsNotReadIsAProblem() {
        problem(
                given().contentType("application/json").body("{}").post("/v1/door/text"),
                415,
                "unsupported-media-type");
        problem(
                given().contentType("text/xml").body("<a/>").post("/v1/door/everything"),
                415,
                "unsupported-media-type");
    }

    @Test
    void whatBreaksInsideIsToldByItsIncidentOnly() {
        Response response = given().header("Accept-Language", "zh").get("/v1/door/broken");

        response.then()
                .statusCode(500)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .header("Content-Language", "zh")
                .body("type", is("urn:steadfast:problem:internal"))
                .body("instance", matchesPattern("urn:uuid:[0-9a-f-]{36}"))
                .body("title", is("服务内部出错"));
        assertThat(response.asString()).doesNotContain("4711", "Exception", "steadfast.http");
    }

    @Test
    void everyCommonProblemSpeaksBothLanguagesAndHasItsOwnCode() {
        Map<String, CommonProblem> byCode = new java.util.HashMap<>();
        for (CommonProblem problem : CommonProblem.values()) {
            assertThat(problem.title().english()).isNotBlank();
            assertThat(problem.title().chinese()).containsPattern("\\p{IsHan}");
            assertThat(problem.action().english()).isNotBlank();
            assertThat(problem.action().chinese()).containsPattern("\\p{IsHan}");
            assertThat(byCode.put(problem.code(), problem)).isNull();
        }
    }

    private static void problem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Content-Language", "en")
                .body("type", is("urn:steadfast:problem:" + code))
                .body("status", is(status))
                .body("title", notNullValue())
                .body("action", notNullValue());
    }
}
