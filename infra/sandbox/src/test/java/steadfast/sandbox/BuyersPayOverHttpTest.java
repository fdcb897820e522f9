package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

/** A payment that waits for its buyer: a QR code, or a page that the buyer is sent to. */
class BuyersPayOverHttpTest {

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    RunningSandbox running;
    SandboxClient merchant;
    String payBy;

    @BeforeEach
    void start() throws Exception {
        running = RunningSandbox.over(folder.resolve("store"), Profile.CALM, 1000, clock);
        merchant = running.client();
        payBy = clock.instant().plusSeconds(60).toString();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qr", "redirect", "wallet-qr"})
    void theBuyerIsAskedAndPaysOnce(String method) {
        Reply asked = merchant.charge("p", 500, method, payBy);

        assertThat(asked.text("status")).isEqualTo("ACTION_REQUIRED");
        assertThat(asked.text("until")).isEqualTo(payBy);
        assertThat(asked.number("amountMinor")).isEqualTo(500);
        assertThat(asked.text("action"))
                .startsWith("http://127.0.0.1:" + running.sandbox().port() + "/v1/payments/p/pay?");
        assertThat(merchant.query("p").json()).isEqualTo(asked.json());
        assertThat(merchant.charge("p", 500, method, payBy).json()).isEqualTo(asked.json());
        assertThat(merchant.charge("p", 501, method, payBy).text("error")).isEqualTo("key-reused");
        assertThat(merchant.refund("p", "r", 1).status()).isEqualTo(422);
        assertThat(merchant.booked("CAPTURE")).isZero();

        assertThat(pay(asked.text("action")).text("status")).isEqualTo("CAPTURED");

        assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("p").json().has("action")).isFalse();
        assertThat(pay(asked.text("action")).text("error")).isEqualTo("nothing-to-pay");
        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
    }

    @Test
    void theBuyersPageHasAButton() {
        String action = merchant.charge("p", 500, "redirect", payBy).text("action");

        HttpResponse<byte[]> page = merchant.exchange(HttpRequest.newBuilder(URI.create(action)));

        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("<form method=\"post\">");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void nobodyPaysWithoutTheToken() {
        String action = merchant.charge("p", 500, "qr", payBy).text("action");

        assertThat(pay(action.replaceAll("token=.", "token=x")).status()).isEqualTo(409);
        assertThat(pay(action.replaceAll("\\?.*", "")).text("message"))
                .isEqualTo("token is missing");
        assertThat(pay(action.replace("/p/", "/q/")).status()).isEqualTo(409);

        assertThat(merchant.query("p").text("status")).isEqualTo("ACTION_REQUIRED");
    }

    @Test
    void whatIsNotPaidClosesItselfAtItsDeadline() {
        String action = merchant.charge("p", 500, "qr", payBy).text("action");
        assertThat(merchant.weather().number("pending")).isZero();

        clock.advance(Duration.ofSeconds(60));
        assertThat(merchant.query("p").text("status")).isEqualTo("ACTION_REQUIRED");
        clock.advance(Duration.ofMillis(1));

        assertThat(pay(action).text("error")).isEqualTo("nothing-to-pay");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(merchant.query("p").text("status")).isEqualTo("CANCELLED"));
        assertThat(merchant.query("p").number("amountMinor")).isEqualTo(500);
        assertThat(merchant.charge("p", 500, "card").text("status")).isEqualTo("CANCELLED");
        assertThat(merchant.charge("p", 501, "card").text("error")).isEqualTo("key-reused");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void aCancelClosesWhatWaits() {
        String action = merchant.charge("p", 500, "qr", payBy).text("action");

        assertThat(merchant.cancel("p").text("status")).isEqualTo("CANCELLED");

        assertThat(pay(action).text("error")).isEqualTo("nothing-to-pay");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void noCancelIsOvertakenByABuyerWhoDidNotPay() {
        merchant.send(
                merchant.request("/v1/payments")
                        .header("X-Sandbox-Script", "cancel=race")
                        .POST(
                                BodyPublishers.ofString(
                                        SandboxClient.chargeJson("p", 500, "qr", payBy))));

        assertThat(merchant.cancel("p").text("status")).isEqualTo("CANCELLED");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void aRestartKeepsWhatWaits() throws Exception {
        String action = merchant.charge("p", 500, "qr", payBy).text("action");
        stop();

        start();

        assertThat(merchant.query("p").text("action")).isEqualTo(action);
        String here = action.replaceAll(":[0-9]+/", ":" + running.sandbox().port() + "/");
        assertThat(pay(here).text("status")).isEqualTo("CAPTURED");
    }

    private Reply pay(String action) {
        return merchant.send(
                HttpRequest.newBuilder(URI.create(action)).POST(BodyPublishers.noBody()));
    }
}
