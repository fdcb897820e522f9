package steadfast.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ATextThatCannotBeStoredIsRefusedTest {

    private static final String GOOD =
            """
            {"text":"a","whole":1,"big":2,"broken":1.5,"flag":true,"colour":"RED",\
            "at":"2026-01-02T03:04:05Z","name":"n","lines":[{"quantity":1}],"note":"x","maybe":7}\
            """;

    /** As JSON escapes: U+0000, halves of pairs, and pairs the wrong way round. */
    private static final String[] UNSTORABLE = {
        "\\u0000",
        "a\\u0000b",
        "\\ud800",
        "\\udc00",
        "\\ud800x",
        "\\ud83d\\ud83d\\ude00",
        "\\ude00\\ud83d"
    };

    static Stream<Arguments> unstorable() {
        return Stream.of(UNSTORABLE)
                .flatMap(text ->
                        Stream.of(
                                Arguments.of("\"text\":\"a\"", "\"text\":\"" + text + "\"", "text"),
                                Arguments.of("\"note\":\"x\"", "\"note\":\"" + text + "\"", "note"),
                                Arguments.of("\"name\":\"n\"", "\"name\":\"" + text + "\"", "name"),
                                Arguments.of("\"RED\"", "\"" + text + "\"", "colour"),
                                Arguments.of(
                                        "{\"quantity\":1}",
                                        "{\"quantity\":\"" + text + "\"}",
                                        "lines[0].quantity")));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void aValueOfAJsonBodyIsRefusedAndItsFieldNamed(String good, String bad, String field) {
        post(GOOD.replace(good, bad).getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:invalid-field"))
                .body("field", equalTo(field))
                .body("detail", startsWith("The text contains U+0000 or half of a surrogate pair"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "x\\udc00"})
    void aNameOfAJsonBodyIsRefusedToo(String name) {
        post(GOOD.replace("\"maybe\"", "\"" + name + "\"").getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aHalfOfAPairThatIsWrittenAsBytesIsNoUtf8() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String[] around = GOOD.split("\"x\"", 2);
        body.writeBytes((around[0] + '"').getBytes(StandardCharsets.UTF_8));
        body.writeBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        body.writeBytes(('"' + around[1]).getBytes(StandardCharsets.UTF_8));

        post(body.toByteArray()).statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude00", "卡密", "\\u0001", "\\n", "é", "\\uffff"})
    void everyOtherTextComesThrough(String text) {
        post(GOOD.replace("\"x\"", "\"" + text + "\"").getBytes(StandardCharsets.UTF_8))
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/door/greet/%00,name",
        "/v1/door/greet/a%00b,name",
        "/v1/door/greet/a?as=%00,as",
        "/v1/door/greet/a?as=x&as=a%00b,as",
        "/v1/door/greet/a?nobody-asks=%00,nobody-asks",
    })
    void aParameterIsRefusedAndNamed(String address, String field) {
        given().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:invalid-field"))
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ED%A0%80", "%FF", "%C3%28"})
    void aParameterThatIsNoUtf8BreaksNothing(String text) {
        given().urlEncodingEnabled(false)
                .get("/v1/door/greet/" + text + "?as=" + text)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(500));
    }

    private static ValidatableResponse post(byte[] body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/door/everything")
                .then();
    }
}
