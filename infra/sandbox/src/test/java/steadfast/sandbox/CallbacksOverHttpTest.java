package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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

/** In calm weather every change of a payment is told once, signed, until it is acknowledged. */
class CallbacksOverHttpTest {

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
    }

    @AfterEach
    void stop() {
        running.close();
        shop.close();
    }

    @Test
    void aCaptureIsToldAsAQueryShowsIt() {
        merchant.charge("p", 500, "card");

        Received received = await(1).getFirst();

        assertThat(received.isGenuine()).isTrue();
        assertThat(received.signedAt()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(received.contentType()).isEqualTo("application/json");
        assertThat(received.id()).matches("evt-[0-9a-f]{32}");
        assertThat(received.json().path("merchant").asText()).isEqualTo("shop");
        assertThat(received.json().size()).isEqualTo(3);
        assertThat(received.payment()).isEqualTo(merchant.query("p").json());
        assertThat(received.status()).isEqualTo("CAPTURED");
    }

    @Test
    void everyChangeIsToldOnceAndNothingElseIs() {
        merchant.charge("captured", 500, "card");
        await(1);
        merchant.charge("captured", 500, "card");
        merchant.query("captured");
        merchant.refund("captured", "r-1", 200);
        await(2);
        merchant.refund("captured", "r-1", 200);
        merchant.refund("captured", "r-2", 300);
        await(3);
        merchant.charge("declined", 500, "card-declined");
        await(4);
        merchant.cancel("cancelled");
        await(5);
        merchant.charge("pending", 500, "card-pending");
        clock.advance(Duration.ofSeconds(1));

        List<Received> received = await(6);

        assertThat(received.subList(0, 5))
                .extracting(Received::status)
                .containsExactly("CAPTURED", "CAPTURED", "REFUNDED", "DECLINED", "CANCELLED");
        assertThat(received.get(1).payment().path("refundedMinor").asLong()).isEqualTo(200);
        assertThat(received.get(5).status()).isIn("CAPTURED", "DECLINED");
        assertThat(received.get(5).payment().path("paymentId").asText()).isEqualTo("pending");
        assertThat(received).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(received).allMatch(Received::isGenuine);
        JsonNode counts = merchant.get("/v1/callbacks").json();
        assertThat(counts.path("events").path("none").asLong()).isEqualTo(6);
        assertThat(counts.path("sent").path("genuine").asLong()).isEqualTo(6);
        assertThat(counts.path("acknowledged").asLong()).isEqualTo(6);
    }

    @Test
    void aQrCodeIsToldWhenItIsShownAndWhenItIsPaid() {
        String payBy = clock.instant().plusSeconds(60).toString();
        Reply asked = merchant.charge("p", 500, "qr", payBy);
        assertThat(await(1).getFirst().payment()).isEqualTo(asked.json());

        merchant.send(
                HttpRequest.newBuilder(URI.create(asked.text("action")))
                        .POST(BodyPublishers.noBody()));

        assertThat(await(2).get(1).payment()).isEqualTo(merchant.query("p").json());
        assertThat(await(2).get(1).status()).isEqualTo("CAPTURED");
    }

    @Test
    void aQrCodeIsToldWhenItsDeadlineClosesIt() {
        merchant.charge("p", 500, "qr", clock.instant().plusSeconds(60).toString());
        await(1);

        clock.advance(Duration.ofSeconds(61));

        Received closed = await(2).get(1);
        assertThat(closed.status()).isEqualTo("CANCELLED");
        assertThat(closed.payment().path("amountMinor").asLong()).isEqualTo(500);
        assertThat(closed.payment().path("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void withoutA2xxItComesAgainWithTheSameIdAndAFreshSignature() {
        long first = clock.instant().getEpochSecond();
        shop.accept(message -> shop.received().size() >= 4);
        shop.onReceipt(message -> clock.advance(Duration.ofSeconds(10)));

        merchant.charge("p", 500, "card");

        List<Received> received = await(4);
        assertThat(received).allMatch(Received::isGenuine);
        assertThat(received).extracting(Received::body).containsOnly(received.getFirst().body());
        assertThat(received)
                .extracting(Received::signedAt)
                .containsExactly(first, first + 10, first + 20, first + 30);
        awaitCounts("acknowledged", 1);
        JsonNode counts = merchant.get("/v1/callbacks").json();
        assertThat(counts.path("repeated").asLong()).isEqualTo(3);
        assertThat(counts.path("waiting").asLong()).isZero();
    }

    @Test
    void afterFourteenAttemptsItIsGivenUp() {
        shop.accept(message -> false);

        merchant.charge("p", 500, "card");

        awaitCounts("givenUp", 1);
        assertThat(shop.received()).hasSize(14);
    }

    @Test
    void aMerchantThatHangsSlowsDownNoAnswer() {
        shop.onReceipt(message -> Awaitility.await().forever().until(() -> false));

        for (int one = 0; one < 50; one++) {
            assertThat(merchant.charge("p-" + one, 500, "card").status()).isEqualTo(200);
        }

        assertThat(merchant.get("/v1/callbacks").json().path("acknowledged").asLong()).isZero();
    }

    @Test
    void whatWasNotSentIsDroppedAtTheEnd() {
        shop.accept(message -> false);
        merchant.charge("p", 500, "card");
        Awaitility.await().until(() -> !shop.received().isEmpty());

        running.close();

        int before = shop.received().size();
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> true);
        assertThat(shop.received().size()).isBetween(before, before + 1);
    }

    @Test
    void theCountsAreTheMerchantsAlone() {
        assertThat(merchant.send(merchant.bare("/v1/callbacks")).status()).isEqualTo(401);
        assertThat(merchant.post("/v1/callbacks", "{}").status()).isEqualTo(405);
    }

    private List<Received> await(int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> shop.received().size() >= messages);
        assertThat(shop.received()).hasSize(messages);
        return shop.received();
    }

    private void awaitCounts(String count, long value) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> merchant.get("/v1/callbacks").json().path(count).asLong() == value);
    }
}
