package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.sandbox.SandboxClient.Reply;

class StrictInputTest {

    @TempDir static Path folder;
    static RunningSandbox running;
    static SandboxClient merchant;

    @BeforeAll
    static void start() throws Exception {
        running = RunningSandbox.over(folder.resolve("store"));
        merchant = running.client();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paymentId     | null",
                "paymentId     | 7",
                "paymentId     | \"a b\"",
                "paymentId     | \"\"",
                "amountMinor   | \"500\"",
                "amountMinor   | 5.0",
                "amountMinor   | 0",
                "amountMinor   | -1",
                "amountMinor   | 9223372036854775808",
                "currency      | \"eur\"",
                "currency      | null",
                "paymentMethod | \" \"",
                "paymentMethod | {}",
                "payBy         | \"tomorrow\"",
                "payBy         | 1795474580",
                "note          | \"unknown here\""
            })
    void aRefusalNamesTheField(String field, String value) {
        Reply reply = merchant.post("/v1/payments", chargeWith(field, value));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("bad-request");
        assertThat(reply.text("message")).startsWith(field + " ");
        assertThat(merchant.get("/v1/ledger").json().path("entries")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paymentId", "amountMinor", "currency", "paymentMethod", "payBy"})
    void aMissingFieldIsNamed(String field) {
        String whole = chargeWith("unused", "0").replace(",\"unused\":0", "");
        String without = whole.replaceAll("\"" + field + "\":(\"[^\"]*\"|[0-9]+),?", "");

        Reply reply = merchant.post("/v1/payments", without.replace(",}", "}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("message")).isEqualTo(field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{\"paymentId\":",
                "{} {}",
                "{\"paymentId\":\"a\",\"paymentId\":\"b\"}"
            })
    void whatIsNotOneJsonObjectIsRefused(String body) {
        Reply reply = merchant.post("/v1/payments", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("message")).startsWith("the body must be");
    }

    @Test
    void aRefundIsReadAsStrictly() {
        String path = "/v1/payments/p/refunds";

        assertThat(merchant.post(path, "{\"amountMinor\":5,\"currency\":\"EUR\"}").text("message"))
                .isEqualTo("key is missing");
        assertThat(merchant.post("/v1/payments/p/cancel", "{\"why\":1}").text("message"))
                .startsWith("why ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "after=1.5", "limit=10001"})
    void aPageIsAskedForInWholeNumbers(String query) {
        Reply reply = merchant.get("/v1/ledger?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("message")).startsWith(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aBodyHasALimit() {
        Reply reply = merchant.post("/v1/payments", "x".repeat(16 * 1024 + 1));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text("error")).isEqualTo("too-large");
    }

    @Test
    void onlyJsonIsRead() {
        Reply reply =
                merchant.send(
                        merchant.request("/v1/payments")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(chargeWith("a", "1"))));

        assertThat(reply.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/payment", "/v1/payments/p/captures", "/v1/ledger/1"})
    void otherPathsAreNotFound(String path) {
        assertThat(merchant.get(path).status()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(merchant.get("/v1/payments").status()).isEqualTo(405);
        assertThat(merchant.post("/v1/ledger", "{}").status()).isEqualTo(405);
    }

    @Test
    void everythingButHealthAsksForTheKey() {
        assertThat(merchant.send(merchant.bare("/v1/ledger")).status()).isEqualTo(401);
        assertThat(
                        merchant.send(
                                        merchant.bare("/v1/payments/p")
                                                .header("Authorization", "Bearer wrong"))
                                .text("error"))
                .isEqualTo("credential");
        assertThat(merchant.send(merchant.bare("/health")).text("status")).isEqualTo("UP");
    }

    private static String chargeWith(String field, String value) {
        String charge =
                """
                {"paymentId":"p","amountMinor":500,"currency":"EUR","paymentMethod":"card","payBy":"2100-01-01T00:00:00Z"}\
                """;
        String known = "\"" + field + "\":(\"[^\"]*\"|[0-9]+)";
        String replaced = charge.replaceFirst(known, "\"" + field + "\":" + value);
        return replaced.equals(charge)
                ? charge.replace("}", ",\"" + field + "\":" + value + "}")
                : replaced;
    }
}
