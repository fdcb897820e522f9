package steadfast.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ABodyIsUtf8WhateverItSaysTest {

    private static final String GOOD =
            """
            {"text":"a","whole":1,"big":2,"broken":1.5,"flag":true,"colour":"RED",\
            "at":"2026-01-02T03:04:05Z","name":"n","lines":[{"quantity":1}]}\
            """;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void whatAReaderWouldGuessIsRefused(String encoding) {
        post(GOOD.getBytes(Charset.forName(encoding)))
                .body("detail", is("The body must be UTF-8."));
    }

    @Test
    void whatNoReaderCouldGuessIsRefusedAndNothingBreaks() {
        byte[] body = GOOD.getBytes(Charset.forName("UTF-32BE"));

        post(Arrays.copyOf(body, body.length - 1));
        body[8] = 0x7F;
        post(body);
    }

    /** Jackson fills up the last four bytes of a name with 0xFF, and takes them for the same. */
    @Test
    void aByteThatIsInNoTextHidesInNoName() {
        post(GOOD.replace("\"text\"", "\"text\u00FF\"").getBytes(ISO_8859_1));
        post(GOOD.replace("\"quantity\"", "\"quan\u00FFtity\"").getBytes(ISO_8859_1));
        post(GOOD.replace("\"colour\"", "\"colo\u00FFur\"").getBytes(ISO_8859_1));
    }

    private static ValidatableResponse post(byte[] body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/door/everything")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:malformed-body"));
    }
}
