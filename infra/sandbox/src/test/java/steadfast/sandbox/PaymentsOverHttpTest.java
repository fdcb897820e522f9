package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.sandbox.SandboxClient.Reply;

class PaymentsOverHttpTest {

    @TempDir Path folder;
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        running = RunningSandbox.over(folder.resolve("store"), Duration.ofMillis(2));
        merchant = running.client();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aCardIsCharged() {
        Reply reply = merchant.charge("p-1", 500, "card");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("paymentId")).isEqualTo("p-1");
        assertThat(reply.text("status")).isEqualTo("CAPTURED");
        assertThat(reply.number("amountMinor")).isEqualTo(500);
        assertThat(reply.text("currency")).isEqualTo("EUR");
        assertThat(Instant.parse(reply.text("capturedAt"))).isBeforeOrEqualTo(Instant.now());
        assertThat(reply.number("refundedMinor")).isZero();
        assertThat(merchant.query("p-1").json()).isEqualTo(reply.json());
    }

    @ParameterizedTest
    @CsvSource({
        "card-declined, insufficient-funds",
        "card-expired, expired-card",
        "wallet-declined, insufficient-funds",
        "wallet-expired, expired-card",
        "wallets, unsupported-method",
        "seashells, unsupported-method"
    })
    void aDeclineSaysWhyAndTakesNothing(String method, String reason) {
        Reply reply = merchant.charge("p-1", 500, method);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("status")).isEqualTo("DECLINED");
        assertThat(reply.text("reason")).isEqualTo(reason);
        assertThat(reply.json().has("capturedAt")).isFalse();
        assertThat(merchant.query("p-1").json()).isEqualTo(reply.json());
        assertThat(merchant.charge("p-1", 500, "card").text("status")).isEqualTo("DECLINED");
        assertThat(merchant.get("/v1/ledger").json().path("entries")).isEmpty();
    }

    @Test
    void nothingIsCapturedAfterTheDeadline() {
        Reply reply = merchant.charge("p-1", 500, "card", "2020-01-01T00:00:00Z");

        assertThat(reply.text("status")).isEqualTo("DECLINED");
        assertThat(reply.text("reason")).isEqualTo("deadline-passed");
        assertThat(merchant.charge("p-1", 500, "card").text("status")).isEqualTo("DECLINED");
    }

    @Test
    void aRepeatedChargeGetsItsFirstAnswerEvenAfterARefund() {
        Reply first = merchant.charge("p-1", 500, "card");
        merchant.refund("p-1", "r-1", 500);

        Reply again = merchant.charge("p-1", 500, "card");

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(merchant.get("/v1/ledger").json().path("entries")).hasSize(2);
    }

    @Test
    void aKeyIsNotReusedForAnotherAmount() {
        merchant.charge("p-1", 500, "card");

        Reply other = merchant.charge("p-1", 501, "card");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error")).isEqualTo("key-reused");
        assertThat(merchant.query("p-1").number("amountMinor")).isEqualTo(500);
    }

    @Test
    void identicalChargesAtOnceAreOneCapture() throws Exception {
        try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Reply> click = () -> merchant.charge("p-1", 500, "card");

            List<Future<Reply>> replies =
                    clicks.invokeAll(IntStream.range(0, 100).mapToObj(one -> click).toList());

            for (Future<Reply> reply : replies) {
                assertThat(reply.get().json()).isEqualTo(replies.getFirst().get().json());
            }
        }
        assertThat(merchant.get("/v1/ledger").json().path("entries")).hasSize(1);
    }

    @Test
    void whatNobodyChargedIsNotFound() {
        assertThat(merchant.query("p-1").status()).isEqualTo(404);
        assertThat(merchant.query("p-1").text("error")).isEqualTo("not-found");
    }

    @Test
    void cancellingAnUnknownPaymentLeavesATombstone() {
        Reply cancelled = merchant.cancel("p-1");
        Reply late = merchant.charge("p-1", 500, "card");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("status")).isEqualTo("CANCELLED");
        assertThat(late.number("amountMinor")).isEqualTo(500);
        assertThat(merchant.query("p-1").text("status")).isEqualTo("CANCELLED");
        assertThat(merchant.get("/v1/ledger").json().path("entries")).isEmpty();
    }

    @Test
    void cancellingComesTooLateForACapture() {
        merchant.charge("p-1", 500, "card");

        assertThat(merchant.cancel("p-1").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("p-1").text("status")).isEqualTo("CAPTURED");
    }

    @Test
    void aRefundGoesBackOnceHoweverOftenItIsAsked() {
        merchant.charge("p-1", 500, "card");

        Reply first = merchant.refund("p-1", "r-1", 200);
        Reply again = merchant.refund("p-1", "r-1", 200);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("status")).isEqualTo("REFUNDED");
        assertThat(first.text("key")).isEqualTo("r-1");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(merchant.query("p-1").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("p-1").number("refundedMinor")).isEqualTo(200);
        assertThat(merchant.refund("p-1", "r-1", 201).text("error")).isEqualTo("key-reused");
    }

    @Test
    void aWholeRefundShowsOnThePayment() {
        merchant.charge("p-1", 500, "card");

        merchant.refund("p-1", "r-1", 200);
        merchant.refund("p-1", "r-2", 300);

        assertThat(merchant.query("p-1").text("status")).isEqualTo("REFUNDED");
        assertThat(merchant.query("p-1").number("refundedMinor")).isEqualTo(500);
    }

    @Test
    void noMoreGoesBackThanWasCaptured() {
        merchant.charge("p-1", 500, "card");
        merchant.refund("p-1", "r-1", 400);

        Reply tooMuch = merchant.refund("p-1", "r-2", 101);

        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.text("error")).isEqualTo("refund-refused");
        assertThat(merchant.query("p-1").number("refundedMinor")).isEqualTo(400);
    }

    @Test
    void onlyCapturedMoneyGoesBack() {
        merchant.charge("declined", 500, "card-declined");

        assertThat(merchant.refund("declined", "r-1", 1).status()).isEqualTo(422);
        assertThat(merchant.refund("unknown", "r-1", 1).status()).isEqualTo(404);
    }

    @Test
    void aRefundIsInTheCurrencyOfItsPayment() {
        merchant.charge("p-1", 500, "card");

        Reply reply =
                merchant.post(
                        "/v1/payments/p-1/refunds",
                        """
                        {"key":"r","amountMinor":500,"currency":"USD","reason":"a test"}\
                        """);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("message")).contains("EUR");
    }

    @Test
    void theLedgerTellsEveryMovementInOrder() {
        merchant.charge("p-1", 500, "card");
        merchant.charge("p-2", 700, "card-declined");
        merchant.charge("p-3", 900, "card");
        merchant.refund("p-1", "r-1", 200);

        var entries = merchant.get("/v1/ledger").json().path("entries");

        assertThat(entries).hasSize(3);
        assertThat(entries.findValuesAsText("sequence")).containsExactly("1", "2", "3");
        assertThat(entries.findValuesAsText("kind"))
                .containsExactly("CAPTURE", "CAPTURE", "REFUND");
        assertThat(entries.findValuesAsText("paymentId")).containsExactly("p-1", "p-3", "p-1");
        assertThat(entries.findValuesAsText("amountMinor")).containsExactly("500", "900", "200");
        assertThat(entries.findValuesAsText("refundKey")).containsExactly("r-1");
        assertThat(entries.findValuesAsText("at")).hasSize(3);
    }

    @Test
    void theLedgerIsReadPageByPage() {
        IntStream.range(0, 5).forEach(one -> merchant.charge("p-" + one, 100 + one, "card"));

        var first = merchant.get("/v1/ledger?after=0&limit=3").json();
        var second = merchant.get("/v1/ledger?limit=3&after=" + first.path("next").asLong()).json();

        assertThat(first.path("entries").findValuesAsText("paymentId"))
                .containsExactly("p-0", "p-1", "p-2");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(second.path("entries").findValuesAsText("paymentId"))
                .containsExactly("p-3", "p-4");
        assertThat(second.path("more").asBoolean(true)).isFalse();
        assertThat(merchant.get("/v1/ledger?after=99").json().path("next").asLong()).isEqualTo(99);
    }
}
