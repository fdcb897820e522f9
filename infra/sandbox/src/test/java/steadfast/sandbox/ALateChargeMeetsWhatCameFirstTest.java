package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.FaultRates;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.protocol.Fault;

/** A charge is on its way for seconds, its caller gone, while others go past it. */
class ALateChargeMeetsWhatCameFirstTest {

    @TempDir Path folder;
    final HandClock clock = new HandClock();

    @Test
    void aTombstoneIsNeverCapturedByALateLanding() throws Exception {
        try (RunningSandbox running = start(Profile.CALM, 4)) {
            SandboxClient merchant = running.client();
            chargeAndHangUp(merchant, SandboxClient.LATER);

            assertThat(merchant.cancel("p").text("status")).isEqualTo("CANCELLED");

            awaitLanding(merchant);
            assertThat(merchant.booked("CAPTURE")).isZero();
            assertThat(merchant.query("p").text("status")).isEqualTo("CANCELLED");
        }
    }

    @Test
    void nothingLandsAfterItsDeadline() throws Exception {
        try (RunningSandbox running = start(Profile.CALM, 4)) {
            SandboxClient merchant = running.client();
            chargeAndHangUp(merchant, clock.instant().toString());

            clock.advance(Duration.ofMillis(1));

            awaitLanding(merchant);
            assertThat(merchant.booked("CAPTURE")).isZero();
            assertThat(merchant.query("p").text("reason")).isEqualTo("deadline-passed");
        }
    }

    @Test
    void aMinuteIsTooLateForADeadlineOfHalfAMinute() throws Exception {
        try (RunningSandbox running = start(Profile.CALM, 100)) {
            SandboxClient merchant = running.client();

            chargeAndHangUp(merchant, "card-late-landing-minute", clock.instant().plusMillis(300));
            assertThat(merchant.booked("CAPTURE")).isZero();
            clock.advance(Duration.ofMillis(301));

            awaitLanding(merchant);
            assertThat(merchant.booked("CAPTURE")).isZero();
            assertThat(merchant.query("p").text("reason")).isEqualTo("deadline-passed");
        }
    }

    @Test
    void aMinuteIsInTimeForALaterDeadline() throws Exception {
        try (RunningSandbox running = start(Profile.CALM, 100)) {
            SandboxClient merchant = running.client();

            chargeAndHangUp(merchant, "card-late-landing-minute", clock.instant().plusSeconds(60));

            awaitLanding(merchant);
            assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        }
    }

    @Test
    void aCancelIsOvertakenByTheChargeThatIsOnItsWay() throws Exception {
        // At this pace the charge would land in 12 seconds at the earliest.
        try (RunningSandbox running = start(new ChosenFaults(Map.of(Fault.CANCEL_RACE, 100)), 1)) {
            SandboxClient merchant = running.client();
            chargeAndHangUp(merchant, SandboxClient.LATER);

            assertThat(merchant.cancel("p").text("status")).isEqualTo("CAPTURED");

            assertThat(merchant.weather().number("inFlight")).isEqualTo(1);
            assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        }
    }

    @Test
    void aLandingIsBookedOnceThoughARetryWasFaster() throws Exception {
        try (RunningSandbox running = start(Profile.CALM, 10)) {
            SandboxClient merchant = running.client();
            chargeAndHangUp(merchant, SandboxClient.LATER);

            assertThat(merchant.charge("p", 500, "card").text("status")).isEqualTo("CAPTURED");

            awaitLanding(merchant);
            assertThat(merchant.booked("CAPTURE")).isEqualTo(1);
        }
    }

    private static void chargeAndHangUp(SandboxClient merchant, String payBy) {
        chargeAndHangUp(merchant, "card-late-landing", Instant.parse(payBy));
    }

    private static void chargeAndHangUp(SandboxClient merchant, String method, Instant payBy) {
        merchant.chargeAndHangUpOnce(
                "p",
                500,
                method,
                payBy.toString(),
                () -> Awaitility.await().until(() -> merchant.weather().number("inFlight") == 1));
    }

    private static void awaitLanding(SandboxClient merchant) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> merchant.weather().number("inFlight") == 0);
    }

    private RunningSandbox start(FaultRates faultRates, int pace) throws Exception {
        return RunningSandbox.over(folder.resolve("store"), faultRates, pace, clock);
    }
}
