package steadfast.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;

/** The sandbox as a process, in calm weather, each charge with the fault of its method. */
class TheRealSandboxIsNeverMisreadTest {
    private static final Money AMOUNT = new Money(4999, "CNY");
    private static final String KEY = "test-key";

    @TempDir static Path folder;
    static Process process;
    static SandboxGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "steadfast.sandbox.SandboxMain",
                                "--port=0",
                                "--latency-ms=0",
                                "--pace=10",
                                "--api-key=" + KEY,
                                "--store=" + folder.resolve("store"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String ready = process.inputReader().readLine();
        Duration timeout = Duration.ofSeconds(60);
        gateway =
                new SandboxGateway(
                        "sandbox",
                        URI.create(
                                "http://127.0.0.1:" + ready.replaceAll(".*port=(\\d+) .*", "$1")),
                        KEY,
                        new CallTimeouts(timeout, timeout, timeout, timeout, timeout),
                        SandboxMerchant.OF_THE_SANDBOX);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        process.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card-timeout-before",
                "card-timeout-after",
                "card-late-landing",
                "card-busy",
                "card-reset",
                "card-half-body",
                "card-garbage",
                "card-pending",
                "card-cancel-race"
            })
    void whatProvesNothingIsUnknown(String method) {
        assertThat(charge(payment(), method)).isInstanceOf(Unknown.class);
    }

    @Test
    void aRateLimitWasNotTaken() {
        PaymentId payment = payment();

        assertThat(charge(payment, "card-rate-limited")).isInstanceOf(Refused.class);

        assertThat(gateway.query(payment)).isEqualTo(new NotFound());
    }

    @Test
    void whatIsServedIsDefinite() {
        assertThat(charge(payment(), "card-slow")).isInstanceOf(Captured.class);
        assertThat(charge(payment(), "card-query-lag")).isInstanceOf(Captured.class);
        assertThat(charge(payment(), "card-declined"))
                .isEqualTo(new Declined("insufficient-funds"));
    }

    @Test
    void whatNobodyCanPayIsClosedBeforeItIsADefiniteNo() {
        PaymentId payment = payment();
        String method = "script:charge=amount-too-small,ok";

        assertThat(charge(payment, method))
                .isEqualTo(
                        Declined.notPayableThisWay(
                                NotPayable.AMOUNT_TOO_SMALL,
                                GatewayError.of("amount-too-small", "the amount is below 0.50")));

        assertThat(gateway.query(payment)).isEqualTo(new Cancelled());
        assertThat(charge(payment, method)).isEqualTo(new Cancelled());
    }

    @Test
    void aRefusalAfterAChargeThatWasTakenIsCaptured() {
        PaymentId payment = payment();
        String method = "script:charge=timeout-after,currency-not-taken";
        charge(payment, method);

        assertThat(charge(payment, method)).isInstanceOf(Captured.class);
    }

    @Test
    void aRefusalThatCannotBeClosedIsNoDefiniteNo() {
        PaymentId payment = payment();
        String method = "script:charge=amount-too-large*2;cancel=busy";

        assertThat(charge(payment, method)).isInstanceOf(Unknown.class);

        assertThat(charge(payment, method)).isInstanceOfAny(Declined.class, Cancelled.class);
    }

    @Test
    void aCancelThatWasOvertakenIsCaptured() {
        PaymentId payment = payment();
        charge(payment, "card-cancel-race");

        assertThat(gateway.cancel(request(payment, "card-cancel-race")))
                .isInstanceOf(Captured.class);
    }

    private static GatewayAnswer charge(PaymentId payment, String method) {
        return gateway.charge(request(payment, method));
    }

    private static ChargeRequest request(PaymentId payment, String method) {
        return new ChargeRequest(payment, AMOUNT, method, Instant.parse("2100-01-01T00:00:00Z"));
    }

    private static PaymentId payment() {
        return PaymentId.first(new OrderId(UUID.randomUUID()));
    }
}
