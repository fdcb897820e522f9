package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.sandbox.Merchant.Received;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

/** What support does in the gateway's dashboard, and the buyer's bank: without the shop. */
class MoneyMovesByHandTest {

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    Merchant shop;
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        shop = new Merchant();
        running =
                RunningSandbox.notifying(shop, folder.resolve("store"), Profile.CALM, 1000, clock);
        merchant = running.client();
        merchant.charge("p", 500, "card");
    }

    @AfterEach
    void stop() {
        running.close();
        shop.close();
    }

    @Test
    void aPartAndThenTheRestAreShownToldAndBooked() {
        refundByHand("h-1", 200);
        refundByHand("h-1", 200);

        assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("p").number("refundedMinor")).isEqualTo(200);
        refundByHand("h-2", 300);

        assertThat(merchant.query("p").text("status")).isEqualTo("REFUNDED");
        assertThat(kinds()).containsExactly("CAPTURE", "REFUND", "REFUND");
        assertThat(received(3)).allMatch(Received::isGenuine);
    }

    @Test
    void aRefundThatFailsLaterBringsTheMoneyBackToTheGateway() {
        merchant.refund("p", "r-1", 500);

        Reply shown = post("/refunds/fail", "{\"key\":\"r-1\"}");
        post("/refunds/fail", "{\"key\":\"r-1\"}");

        assertThat(shown.text("status")).isEqualTo("CAPTURED");
        assertThat(shown.number("refundedMinor")).isZero();
        assertThat(shown.number("failedRefundMinor")).isEqualTo(500);
        assertThat(kinds()).containsExactly("CAPTURE", "REFUND", "REFUND_FAILED");
        assertThat(received(3)).anyMatch(one -> one.payment().equals(shown.json()));
        assertThat(merchant.refund("p", "r-1", 500).text("error")).isEqualTo("refund-refused");
        assertThat(merchant.refund("p", "r-2", 500).status()).isEqualTo(200);
    }

    @Test
    void aDisputeTakesWhatIsLeftAndNoRefundFollows() {
        refundByHand("h-1", 200);

        Reply shown = post("/dispute", "{\"reason\":\"fraudulent\"}");
        post("/dispute", "{\"reason\":\"fraudulent\"}");

        assertThat(shown.text("disputed")).isEqualTo("fraudulent");
        JsonNode last = merchant.get("/v1/ledger").json().path("entries").path(2);
        assertThat(last.path("kind").asText()).isEqualTo("DISPUTE");
        assertThat(last.path("amountMinor").asLong()).isEqualTo(300);
        assertThat(received(3)).anyMatch(one -> one.payment().equals(shown.json()));
        assertThat(merchant.refund("p", "r-1", 300).text("error")).isEqualTo("refund-refused");
    }

    @Test
    void whatWasNeverCapturedMovesNowhere() {
        merchant.cancel("closed");

        for (String path : new String[] {"/refunds/by-hand", "/refunds/fail", "/dispute"}) {
            String body = path.equals("/refunds/by-hand") ? refund("h", 1) : bodyOf(path);
            assertThat(merchant.post("/v1/payments/nobody" + path, body).status()).isEqualTo(404);
            assertThat(merchant.post("/v1/payments/closed" + path, body).text("error"))
                    .isEqualTo("nothing-captured");
        }
        assertThat(post("/refunds/fail", bodyOf("/refunds/fail")).status()).isEqualTo(404);
        assertThat(merchant.get("/v1/payments/p/dispute").status()).isEqualTo(405);
        assertThat(kinds()).containsExactly("CAPTURE");
    }

    @Test
    void aRestartForgetsNothingOfIt() throws Exception {
        refundByHand("h-1", 200);
        post("/refunds/fail", "{\"key\":\"h-1\"}");
        post("/dispute", "{\"reason\":\"fraudulent\"}");
        JsonNode before = merchant.query("p").json();
        running.close();

        running = RunningSandbox.over(folder.resolve("store"));
        merchant = running.client();

        assertThat(merchant.query("p").json()).isEqualTo(before);
        assertThat(kinds()).containsExactly("CAPTURE", "REFUND", "REFUND_FAILED", "DISPUTE");
    }

    private static String bodyOf(String path) {
        return path.equals("/dispute") ? "{\"reason\":\"why\"}" : "{\"key\":\"h\"}";
    }

    private static String refund(String key, long amountMinor) {
        return "{\"key\":\"%s\",\"amountMinor\":%d,\"currency\":\"EUR\",\"reason\":\"rang up\"}"
                .formatted(key, amountMinor);
    }

    private void refundByHand(String key, long amountMinor) {
        assertThat(post("/refunds/by-hand", refund(key, amountMinor)).status()).isEqualTo(200);
    }

    private Reply post(String path, String body) {
        return merchant.post("/v1/payments/p" + path, body);
    }

    private List<String> kinds() {
        return merchant.get("/v1/ledger").json().path("entries").findValuesAsText("kind");
    }

    private List<Received> received(int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> shop.received().size() >= times);
        return shop.received();
    }
}
