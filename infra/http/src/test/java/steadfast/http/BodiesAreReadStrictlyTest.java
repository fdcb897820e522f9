package steadfast.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BodiesAreReadStrictlyTest {

    private static final String GOOD =
            """
            {"text":"a","whole":1,"big":2,"broken":1.5,"flag":true,"colour":"RED",\
            "at":"2026-01-02T03:04:05Z","name":"n","lines":[{"quantity":1}],"note":"x","maybe":7}\
            """;

    @Test
    void aGoodBodyComesThroughUnchanged() {
        post(GOOD)
                .statusCode(200)
                .body("whole", is(1))
                .body("at", equalTo("2026-01-02T03:04:05Z"))
                .body("lines[0].quantity", is(1))
                .body("note", equalTo("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"note\":\"x\",", "\"note\":null,"})
    void onlyWhatIsMarkedNullableMayBeAbsentOrNull(String note) {
        String without = GOOD.replace("\"note\":\"x\",", "").replace(",\"maybe\":7", "");
        String body = without.replace("{\"text\"", "{" + note + "\"text\"");
        post(without).statusCode(200).body("note", nullValue()).body("maybe", nullValue());
        post(body).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"whole\":1,|``|whole",
                "\"flag\":true,|``|flag",
                "\"text\":\"a\",|``|text",
                "\"colour\":\"RED\",|``|colour",
                "\"name\":\"n\",|``|name",
                "\"lines\":[{\"quantity\":1}],|``|lines",
                "{\"quantity\":1}|{}|lines[0].quantity",
                "\"whole\":1|\"whole\":null|whole",
                "\"flag\":true|\"flag\":null|flag",
                "\"text\":\"a\"|\"text\":null|text",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":null|at",
                "\"name\":\"n\"|\"name\":null|name",
                "[{\"quantity\":1}]|null|lines",
                "[{\"quantity\":1}]|[null]|lines[0]",
                "\"whole\":1|\"whole\":\"7\"|whole",
                "\"whole\":1|\"whole\":1.9|whole",
                "\"whole\":1|\"whole\":1.0|whole",
                "\"whole\":1|\"whole\":1e3|whole",
                "\"whole\":1|\"whole\":true|whole",
                "\"whole\":1|\"whole\":\"\"|whole",
                "\"whole\":1|\"whole\":2147483648|whole",
                "\"whole\":1|\"whole\":[1]|whole",
                "\"big\":2|\"big\":9223372036854775808|big",
                "\"big\":2|\"big\":\"2\"|big",
                "\"big\":2|\"big\":2.5|big",
                "\"broken\":1.5|\"broken\":\"1.5\"|broken",
                "\"flag\":true|\"flag\":\"true\"|flag",
                "\"flag\":true|\"flag\":1|flag",
                "\"text\":\"a\"|\"text\":1|text",
                "\"text\":\"a\"|\"text\":1.5|text",
                "\"text\":\"a\"|\"text\":true|text",
                "\"text\":\"a\"|\"text\":[\"a\"]|text",
                "\"text\":\"a\"|\"text\":{}|text",
                "\"colour\":\"RED\"|\"colour\":\"red\"|colour",
                "\"colour\":\"RED\"|\"colour\":\"GREEN\"|colour",
                "\"colour\":\"RED\"|\"colour\":0|colour",
                "\"colour\":\"RED\"|\"colour\":\"\"|colour",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":1767322800|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"1767322800\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"2026-01-02\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"+10000-01-01T00:00:00Z\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"+1000000000-12-31T23:59:59Z\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"-4713-01-01T00:00:00Z\"|at",
                "\"at\":\"2026-01-02T03:04:05Z\"|\"at\":\"0000-12-31T23:59:59Z\"|at",
                "\"name\":\"n\"|\"name\":7|name",
                "\"name\":\"n\"|\"name\":\" \"|name",
                "\"maybe\":7|\"maybe\":\"7\"|maybe",
                "\"maybe\":7|\"maybe\":7.5|maybe",
                "\"lines\":[{\"quantity\":1}]|\"lines\":{\"quantity\":1}|lines",
                "{\"quantity\":1}|{\"quantity\":\"7\"}|lines[0].quantity",
                "{\"quantity\":1}|{\"quantity\":1,\"price\":0}|lines[0].price",
                "\"maybe\":7|\"maybe\":7,\"price\":1|price",
                "\"maybe\":7|\"Maybe\":7|Maybe",
            })
    void whatWouldHaveToBeGuessedIsRefusedAndTheFieldNamed(String good, String bad, String field) {
        String body = GOOD.replace(good, bad);

        post(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:invalid-field"))
                .body("field", equalTo(field))
                .body("detail", not(containsString("steadfast.")))
                .body("detail", not(containsString("java.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "{",
                "{} {}",
                "{'text':'a'}",
                "{text:1}",
                "// comment\n{}",
                "<order/>"
            })
    void whatIsNotOneJsonObjectIsRefused(String body) {
        post(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whatFollowsTheBodyIsRefused() {
        post(GOOD + GOOD)
                .statusCode(400)
                .body("type", is("urn:steadfast:problem:malformed-body"))
                .body("detail", equalTo("Unexpected content after the JSON value."));
    }

    @Test
    void aFieldThatOccursTwiceIsRefused() {
        post(GOOD.replace("\"whole\":1", "\"whole\":1,\"whole\":2"))
                .statusCode(400)
                .body("detail", equalTo("Duplicate field."));
    }

    @Test
    void aBodyThatIsNestedTooDeepIsRefused() {
        post(GOOD.replace("\"a\"", "[".repeat(1000) + "]".repeat(1000)))
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 33, 1_001, 5_000})
    void anEndlessNumberIsRefusedByTheNameOfItsField(int digits) {
        post(GOOD.replace("\"whole\":1", "\"whole\":" + "9".repeat(digits)))
                .statusCode(400)
                .body("field", is("whole"));
    }

    @Test
    void anEndlessNameIsRefused() {
        post(GOOD.replace("\"note\"", "\"" + "n".repeat(5000) + "\"")).statusCode(400);
    }

    @Test
    void aDocumentThatIsTooLargeIsRefused() {
        post(" ".repeat(70_000) + GOOD)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:too-large"));
    }

    @Test
    void aBodyOverTheServersLimitIsRefused() {
        post(" ".repeat(200_000) + GOOD)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:too-large"));
    }

    /** No length is announced, so only reading shows how long they are. */
    @ParameterizedTest
    @ValueSource(ints = {70_000, 200_000, 3_000_000})
    void aBodyInChunksThatIsTooLargeIsRefusedInWords(int bytes) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/v1/door/everything"
                                                    .formatted(RestAssured.port)))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofInputStream(() ->
                                            new ByteArrayInputStream(
                                                    (" ".repeat(bytes) + GOOD)
                                                            .getBytes(StandardCharsets.UTF_8))))
                            .build();

            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:steadfast:problem:too-large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
    void aMomentOfFourDigitsIsRead(String moment) {
        post(GOOD.replace("2026-01-02T03:04:05Z", moment))
                .statusCode(200)
                .body("at", equalTo(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=GBK",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=nonsense",
                "application/json; charset=\"*\""
            })
    void aBodyThatSaysAnotherCharsetThanUtf8IsRefused(String type) {
        raw(type)
                .statusCode(415)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:unsupported-media-type"))
                .body("field", is("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/json ; charset=utf-8",
                "application/json\t;charset=utf-8",
                "application/json; charset=us-ascii"
            })
    void aBodyThatSaysUtf8IsRead(String type) {
        raw(type).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain ;q=0.5, application/json ; q=0.9", "*/* ; q=0.1"})
    void aSpaceBeforeAParameterIsNoPartOfTheTypeThatIsWanted(String accept) {
        given().contentType("application/json")
                .accept(accept)
                .body(GOOD)
                .post("/v1/door/everything")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse raw(String type) {
        return given().config(
                        RestAssured.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)))
                .contentType(type)
                .body(GOOD.getBytes(StandardCharsets.UTF_8))
                .post("/v1/door/everything")
                .then();
    }

    @Test
    void aValueTypeExplainsItselfInItsOwnWords() {
        post(GOOD.replace("\"name\":\"n\"", "\"name\":\" \""))
                .statusCode(400)
                .body("detail", equalTo("a name must not be blank"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/door/everything")
                .then();
    }
}
