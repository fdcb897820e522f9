package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.FaultRates;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.protocol.Fault;

/** Every query, cancel and refund meets the fault, until the weather is calm again. */
class EveryFaultOfOtherCallsOverHttpTest {

    static final String CALM = "{\"profile\":\"calm\"}";

    @TempDir Path folder;
    final HandClock clock = new HandClock();

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_BEFORE", "RATE_LIMITED"})
    void aCallThatIsNotBookedChangesNothing(Fault fault) throws Exception {
        charged("captured");
        try (RunningSandbox running = start(chosen(fault))) {
            SandboxClient merchant = running.client();

            assertThat(isUnanswered(() -> merchant.refund("captured", "r", 500))).isTrue();
            assertThat(isUnanswered(() -> merchant.cancel("unknown"))).isTrue();
            assertThat(isUnanswered(() -> merchant.query("captured"))).isTrue();

            assertThat(merchant.booked("REFUND")).isZero();
            merchant.weather(CALM);
            assertThat(merchant.query("unknown").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER", "LATE_LANDING", "LATE_LANDING_MINUTE", "HALF_BODY"})
    void aCallWhoseAnswerIsLostIsBookedOnce(Fault fault) throws Exception {
        charged("captured");
        try (RunningSandbox running = start(chosen(fault))) {
            SandboxClient merchant = running.client();

            assertThat(isUnanswered(() -> merchant.refund("captured", "r", 200))).isTrue();
            assertThat(isUnanswered(() -> merchant.refund("captured", "r", 200))).isTrue();
            assertThat(isUnanswered(() -> merchant.cancel("unknown"))).isTrue();

            assertThat(merchant.booked("REFUND")).isEqualTo(1);
            merchant.weather(CALM);
            assertThat(merchant.query("captured").number("refundedMinor")).isEqualTo(200);
            assertThat(merchant.charge("unknown", 500, "card").text("status"))
                    .isEqualTo("CANCELLED");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "RESET"})
    void anAmbiguousRefundIsBookedOrNotAndRepeatable(Fault fault) throws Exception {
        List<String> payments = IntStream.range(0, 30).mapToObj(one -> "p-" + one).toList();
        charged(payments.toArray(String[]::new));
        try (RunningSandbox running = start(chosen(fault))) {
            SandboxClient merchant = running.client();

            for (String id : payments) {
                assertThat(isUnanswered(() -> merchant.refund(id, "r", 500))).isTrue();
            }
            assertThat(merchant.booked("REFUND")).isBetween(1L, 29L);

            merchant.weather(CALM);
            for (String id : payments) {
                assertThat(merchant.refund(id, "r", 500).status()).isEqualTo(200);
            }
            assertThat(merchant.booked("REFUND")).isEqualTo(30);
        }
    }

    @Test
    void aLaggingQueryDoesNotSeeAYoungCapture() throws Exception {
        try (RunningSandbox running = start(chosen(Fault.QUERY_LAG))) {
            SandboxClient merchant = running.client();
            merchant.charge("old", 500, "card");
            clock.advance(Duration.ofMillis(6));
            merchant.charge("young", 500, "card");

            assertThat(merchant.query("young").status()).isEqualTo(404);
            assertThat(merchant.query("old").text("status")).isEqualTo("CAPTURED");
        }
    }

    @Test
    void aQueryThatFindsNothingProvesNothing() throws Exception {
        try (RunningSandbox running = start(chosen(Fault.QUERY_NOT_FOUND))) {
            SandboxClient merchant = running.client();
            merchant.charge("captured", 500, "card");
            merchant.cancel("cancelled");

            assertThat(merchant.query("captured").text("error")).isEqualTo("not-found");
            assertThat(merchant.query("cancelled").text("error")).isEqualTo("not-found");
            assertThat(merchant.cancel("captured").text("status")).isEqualTo("CAPTURED");
        }
    }

    @Test
    void aRefundIsRefusedOnceAndThenServed() throws Exception {
        charged("captured");
        try (RunningSandbox running = start(chosen(Fault.REFUND_REFUSED))) {
            SandboxClient merchant = running.client();

            Reply refused = merchant.refund("captured", "r", 500);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("error")).isEqualTo("refund-refused");
            assertThat(merchant.booked("REFUND")).isZero();
            merchant.weather(CALM);
            assertThat(merchant.refund("captured", "r", 500).text("status")).isEqualTo("REFUNDED");
        }
    }

    @Test
    void aRefundIsRefusedInWordsAndPaidInMoney() throws Exception {
        charged("captured");
        try (RunningSandbox running = start(chosen(Fault.REFUND_CONTRADICTED))) {
            SandboxClient merchant = running.client();

            assertThat(merchant.refund("captured", "r", 500).text("error"))
                    .isEqualTo("refund-refused");

            assertThat(merchant.booked("REFUND")).isEqualTo(1);
            merchant.weather(CALM);
            assertThat(merchant.refund("captured", "r", 500).text("status")).isEqualTo("REFUNDED");
            assertThat(merchant.booked("REFUND")).isEqualTo(1);
        }
    }

    @Test
    void aSlowCallIsServed() throws Exception {
        try (RunningSandbox running = start(chosen(Fault.SLOW))) {
            SandboxClient merchant = running.client();
            merchant.charge("p", 500, "card");

            assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
            assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(200);
            assertThat(merchant.cancel("other").text("status")).isEqualTo("CANCELLED");
        }
    }

    @Test
    void anExtraDeclineIsClosedForGood() throws Exception {
        try (RunningSandbox running = start(chosen(Fault.DECLINED))) {
            SandboxClient merchant = running.client();

            Reply declined = merchant.charge("p", 500, "card");

            assertThat(declined.text("status")).isEqualTo("DECLINED");
            assertThat(declined.text("reason")).isEqualTo("do-not-honor");
            merchant.weather(CALM);
            assertThat(merchant.charge("p", 500, "card").json()).isEqualTo(declined.json());
            assertThat(merchant.cancel("p").text("status")).isEqualTo("DECLINED");
            assertThat(merchant.booked("CAPTURE")).isZero();
        }
    }

    @Test
    void garbageIsNotTakenForAnAnswer() throws Exception {
        charged("the-payment");
        try (RunningSandbox running = start(chosen(Fault.GARBAGE))) {
            SandboxClient merchant = running.client();

            var response = merchant.exchange(merchant.request("/v1/payments/the-payment"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(new String(response.body(), StandardCharsets.UTF_8))
                    .doesNotContain("the-payment");
        }
    }

    private RunningSandbox start(FaultRates faultRates) throws Exception {
        return RunningSandbox.over(folder.resolve("store"), faultRates, 1000, clock);
    }

    private static ChosenFaults chosen(Fault fault) {
        return new ChosenFaults(Map.of(fault, 100));
    }

    /** In calm weather, before the fault. */
    private void charged(String... payments) throws Exception {
        try (RunningSandbox calm = start(Profile.CALM)) {
            for (String id : payments) {
                calm.client().charge(id, 500, "card");
            }
        }
    }

    private static boolean isUnanswered(Callable<Reply> call) throws Exception {
        try {
            return call.call().status() >= 429;
        } catch (UncheckedIOException lost) {
            return true;
        }
    }
}
