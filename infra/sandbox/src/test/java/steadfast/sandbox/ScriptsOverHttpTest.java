package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

/** A payment's own weather, call by call. */
class ScriptsOverHttpTest {

    @TempDir Path folder;
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        running = RunningSandbox.over(folder.resolve("store"), Profile.CALM, 1000, new HandClock());
        merchant = running.client();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyOperationMeetsItsListInOrder() {
        String script = "charge=timeout-after;query=not-found*3,ok;refund=rate-limited*2,refused";

        assertThatThrownBy(() -> merchant.chargeByScript("p", 500, script))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        for (int one = 0; one < 3; one++) {
            assertThat(merchant.query("p").status()).isEqualTo(404);
        }
        assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(429);
        assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(429);
        assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(422);
        assertThat(merchant.refund("p", "r", 500).text("status")).isEqualTo("REFUNDED");
        assertThat(merchant.booked("REFUND")).isEqualTo(1);
    }

    @Test
    void aPaymentMethodCanBeTheScript() {
        Reply busy = merchant.charge("p", 500, "script:charge=rate-limited*2;cancel=rate-limited");

        assertThat(busy.status()).isEqualTo(429);
        assertThat(merchant.charge("p", 500, "card").status()).isEqualTo(429);
        assertThat(merchant.cancel("p").status()).isEqualTo(429);
        assertThat(merchant.charge("p", 500, "card").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("other").status()).isEqualTo(404);
    }

    @Test
    void aMagicMethodIsMetByTheFirstCallThatCan() {
        assertThat(merchant.charge("q", 500, "card-query-not-found").text("status"))
                .isEqualTo("CAPTURED");
        assertThat(merchant.query("q").status()).isEqualTo(404);
        assertThat(merchant.query("q").text("status")).isEqualTo("CAPTURED");

        merchant.charge("r", 500, "card-refund-refused");
        assertThat(merchant.refund("r", "1", 500).status()).isEqualTo(422);
        assertThat(merchant.refund("r", "1", 500).text("status")).isEqualTo("REFUNDED");
    }

    @Test
    void whatAScriptSaysHoldsInAnyWeather() {
        merchant.weather("{\"profile\":\"hurricane\"}");

        merchant.chargeByScript("p", 500, "charge=ok;query=ok*20;cancel=rate-limited");

        for (int one = 0; one < 20; one++) {
            assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
        }
        assertThat(merchant.cancel("p").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "charge=rain         | unknown step 'rain' of a charge; supported values: ok, timeout-before,",
                "query=late-landing  | unknown step 'late-landing' of a query; supported values: ok,",
                "query=timeout-after | timeout-before, busy, rate-limited, reset, half-body,",
                "refund=pending      | supported values: ok, timeout-before, timeout-after, late-landing, busy,",
                "pay=ok              | supported values: charge, query, cancel, refund",
                "charge              | 'charge' has no steps; write charge=ok",
                "charge=             | '' is not a step of a charge",
                "charge=ok*0         | 'ok*0' is not a step",
                "charge=ok*101       | times 1 to 100",
                "charge=ok*99,busy*2 | charge has more than 100 steps",
                "charge=ok,          | is not a step",
                "charge=ok;          | unknown operation ''",
                "charge=ok;charge=ok | charge occurs twice",
                "charge= ok          | is not a step",
                "charge=OK           | is not a step"
            })
    void aBadScriptIsRefusedAndSaysWhatThereIs(String script, String why) {
        Reply header = merchant.chargeByScript("p", 500, script);
        Reply method = merchant.charge("p", 500, "script:" + script);

        assertThat(header.status()).isEqualTo(400);
        assertThat(header.text("message")).startsWith("X-Sandbox-Script is not a script: ");
        assertThat(method.status()).isEqualTo(400);
        assertThat(method.text("message")).startsWith("paymentMethod is not a script: ");
        assertThat(header.text("message")).contains(why);
        assertThat(method.text("message")).contains(why);
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void twoScriptsAreOneTooMany() {
        Reply reply =
                merchant.send(
                        merchant.request("/v1/payments")
                                .header("X-Sandbox-Script", "charge=ok")
                                .POST(
                                        BodyPublishers.ofString(
                                                SandboxClient.chargeJson(
                                                        "p",
                                                        500,
                                                        "card-busy",
                                                        SandboxClient.LATER))));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("message")).startsWith("X-Sandbox-Script was sent with");
    }

    @Test
    void aScriptHasALimit() {
        assertThat(merchant.chargeByScript("p", 500, "charge=" + "ok,".repeat(170)).text("message"))
                .contains("at most 500 characters");
    }
}
