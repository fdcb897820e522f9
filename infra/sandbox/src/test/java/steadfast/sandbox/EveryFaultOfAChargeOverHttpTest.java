package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

/** Called for by the payment method, in calm weather: just the first charge meets it. */
class EveryFaultOfAChargeOverHttpTest {

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        // Nothing hangs for longer than 30 ms; what goes by the clock waits for it to be turned.
        running = RunningSandbox.over(folder.resolve("store"), Profile.CALM, 1000, clock);
        merchant = running.client();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card-timeout-after",
                "wallet-timeout-after",
                "card-late-landing",
                "card-late-landing-minute",
                "card-half-body"
            })
    void theMoneyIsTakenAndTheCallerHearsNothing(String method) {
        assertThatThrownBy(() -> merchant.charge("p", 500, method))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.charge("p", 500, method).text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
    }

    @Test
    void aTimeoutBeforeTheBookingTakesNothing() {
        assertThatThrownBy(() -> merchant.charge("p", 500, "card-timeout-before"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(merchant.booked("CAPTURE")).isZero();
        assertThat(merchant.query("p").status()).isEqualTo(404);
        assertThat(merchant.charge("p", 500, "card-timeout-before").text("status"))
                .isEqualTo("CAPTURED");
    }

    @Test
    void aRateLimitTakesNothing() {
        Reply reply = merchant.charge("p", 500, "card-rate-limited");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.text("error")).isEqualTo("rate-limited");
        assertThat(merchant.query("p").status()).isEqualTo(404);
        assertThat(merchant.charge("p", 500, "card-rate-limited").text("status"))
                .isEqualTo("CAPTURED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount-too-small",
                "amount-too-large",
                "currency-not-taken",
                "method-not-available"
            })
    void whatIsTakenFromNobodyIsSaidByNameAndBooksNothing(String fault) {
        Reply reply = merchant.charge("p", 500, "card-" + fault);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("error")).isEqualTo(fault);
        assertThat(reply.text("message")).isNotBlank();
        assertThat(merchant.query("p").status()).isEqualTo(404);
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void busyMayHaveTakenTheMoneyOrNot() {
        List<String> payments = payments();

        payments.forEach(id -> {
            Reply reply = merchant.charge(id, 500, "card-busy");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text("error")).isEqualTo("busy");
        });

        assertSomeAreBooked(payments);
    }

    @Test
    void aResetMayHaveTakenTheMoneyOrNot() {
        List<String> payments = payments();

        payments.forEach(id ->
                assertThatThrownBy(() -> merchant.charge(id, 500, "card-reset"))
                        .isInstanceOf(UncheckedIOException.class));

        assertSomeAreBooked(payments);
    }

    @Test
    void garbageSaysNothingOfTheMoneyThatWasTaken() {
        for (String id : payments()) {
            HttpResponse<byte[]> response =
                    merchant.exchange(
                            merchant.request("/v1/payments")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    SandboxClient.chargeJson(
                                                            id,
                                                            500,
                                                            "card-garbage",
                                                            SandboxClient.LATER))));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain(id);
            assertThat(merchant.query(id).text("status")).isEqualTo("CAPTURED");
        }
    }

    @Test
    void aSlowChargeIsServed() {
        assertThat(merchant.charge("p", 500, "card-slow").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
    }

    @Test
    void aPendingChargeIsSettledInItsOwnTime() {
        List<String> payments = payments();
        payments.forEach(id ->
                assertThat(merchant.charge(id, 500, "card-pending").text("status"))
                        .isEqualTo("PENDING"));
        assertThat(statuses(payments)).containsOnly("PENDING");
        assertThat(merchant.charge("p-1", 500, "card").text("status")).isEqualTo("PENDING");
        assertThat(merchant.charge("p-1", 501, "card").text("error")).isEqualTo("key-reused");
        assertThat(merchant.refund("p-1", "r", 1).status()).isEqualTo(422);
        assertThat(merchant.booked("CAPTURE")).isZero();
        assertThat(merchant.weather().number("pending")).isEqualTo(payments.size());

        clock.advance(Duration.ofSeconds(20));

        Awaitility.await().until(() -> merchant.weather().number("pending") == 0);
        List<String> settled = statuses(payments);
        assertThat(settled).containsOnly("CAPTURED", "DECLINED");
        assertThat(settled.stream().filter("CAPTURED"::equals).count())
                .isEqualTo(merchant.booked("CAPTURE"))
                .isGreaterThan(payments.size() / 2);
    }

    @Test
    void aPendingChargeIsNotSettledAfterItsDeadline() {
        String payBy = clock.instant().toString();
        merchant.charge("p", 500, "card-pending", payBy);

        clock.advance(Duration.ofMillis(20));

        Awaitility.await().until(() -> merchant.weather().number("pending") == 0);
        assertThat(merchant.query("p").text("reason")).isEqualTo("deadline-passed");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void aCancelledPendingChargeIsNeverSettled() {
        merchant.charge("p", 500, "card-pending");

        assertThat(merchant.cancel("p").text("status")).isEqualTo("CANCELLED");

        clock.advance(Duration.ofSeconds(20));
        assertThat(merchant.weather().number("pending")).isZero();
        assertThat(merchant.charge("p", 500, "card").text("status")).isEqualTo("CANCELLED");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"card-query-lag, 3", "card-query-lag-long, 70"})
    void queriesDoNotSeeACaptureForAWhile(String method, int lag) {
        Reply charged = merchant.charge("p", 500, method);

        assertThat(charged.text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("p").status()).isEqualTo(404);
        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        assertThat(merchant.cancel("p").text("status")).isEqualTo("CAPTURED");

        clock.advance(Duration.ofMillis(lag - 1));
        assertThat(merchant.query("p").status()).isEqualTo(404);
        clock.advance(Duration.ofMillis(1));
        assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
    }

    @Test
    void aCancelIsOvertakenByTheCapture() {
        assertThat(merchant.charge("p", 500, "card-cancel-race").text("status"))
                .isEqualTo("PENDING");

        assertThat(merchant.cancel("p").text("status")).isEqualTo("CAPTURED");

        assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
    }

    @Test
    void noCancelIsOvertakenAfterTheDeadline() {
        merchant.charge("p", 500, "card-cancel-race", clock.instant().toString());
        clock.advance(Duration.ofMillis(1));

        assertThat(merchant.cancel("p").text("status")).isEqualTo("CANCELLED");

        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    private void assertSomeAreBooked(List<String> payments) {
        long captured = payments.stream().filter(id -> merchant.query(id).status() == 200).count();
        assertThat(captured).isEqualTo(merchant.booked("CAPTURE")).isBetween(1L, 39L);
    }

    private List<String> statuses(List<String> payments) {
        return payments.stream().map(id -> merchant.query(id).text("status")).toList();
    }

    private static List<String> payments() {
        return IntStream.rangeClosed(1, 40).mapToObj(one -> "p-" + one).toList();
    }
}
