package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.Callbacks.SIGNATURE;
import static steadfast.payment.Callbacks.body;
import static steadfast.payment.Callbacks.signature;
import static steadfast.payment.World.AMOUNT;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;

/** Each attack is answered as it should be, counted by its reason, and changes nothing. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoForgedCallbackGetsInTest {
    @Inject World world;
    @Inject Callbacks callbacks;
    @Inject StateOfAnOrder state;

    private final CaughtLog log = new CaughtLog();
    private OrderId order;
    private PaymentId payment;

    @BeforeEach
    void anOrderThatWaitsForItsBuyer() {
        order = world.newOrder();
        payment = PaymentId.first(order);
        world.publish(submitted(order, "qr"));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        log.start();
    }

    @AfterEach
    void stopListening() {
        log.stop();
    }

    @Test
    void whatIsNotSignedIsRefused() {
        refused(401, "unsigned", () -> callbacks.send(utf8(body(payment, "CAPTURED", AMOUNT))));
    }

    @Test
    void whatIsSignedByAnotherKeyIsRefused() {
        byte[] body = utf8(body(payment, "CAPTURED", AMOUNT));
        String forged = signature("a-guessed-secret", body, Instant.now());

        refused(401, "wrong-signature", () -> callbacks.send(body, SIGNATURE, forged));
    }

    @Test
    void anAmountThatWasAlteredOnTheWayIsRefused() {
        String body = body(payment, "CAPTURED", AMOUNT);
        String genuine = signature(utf8(body), Instant.now());
        byte[] altered = utf8(body.replace("4999", "1"));

        refused(401, "wrong-signature", () -> callbacks.send(altered, SIGNATURE, genuine));
    }

    @Test
    void anotherMerchantsOrderIsRefused() {
        refused(
                403,
                "other-merchant",
                () -> callbacks.signed(body("somebody-else", payment, "CAPTURED", AMOUNT)));
    }

    @Test
    void anotherCurrencyIsAnAlarmAndNoFinding() {
        refused(
                422,
                "other-currency",
                () -> callbacks.signed(body(payment, "CAPTURED", new Money(4999, "JPY"))));
        assertThat(log.alarms()).anySatisfy(line -> assertThat(line).contains("other-currency"));
    }

    @Test
    void anotherAmountIsAnAlarmAndNoFinding() {
        refused(
                422,
                "other-amount",
                () -> callbacks.signed(body(payment, "CAPTURED", new Money(1, "CNY"))));
        assertThat(log.alarms()).anySatisfy(line -> assertThat(line).contains("other-amount"));
    }

    @Test
    void aGatewayThatThePaymentNeverWentToIsAnAlarmAndNoFinding() {
        byte[] body = utf8(body(payment, "CAPTURED", AMOUNT));
        StateOfAnOrder.Snapshot before = state.of(order);

        HttpResponse<String> answer =
                callbacks.send(
                        "second",
                        BodyPublishers.ofByteArray(body),
                        SIGNATURE,
                        signature(body, Instant.now()));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(callbacks.counted("second", "other-gateway")).isEqualTo(1);
        assertThat(log.alarms()).anySatisfy(line -> assertThat(line).contains("other-gateway"));
        assertThat(state.of(order)).isEqualTo(before);
    }

    @Test
    void aKeyPairsSignatureIsNoSecretsSignature() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] body = utf8(body(payment, "CAPTURED", AMOUNT));
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(pair.getPrivate());
        rsa.update(body);
        byte[] signed = rsa.sign();
        String time = "t=" + Instant.now().getEpochSecond();

        refused(
                401,
                "wrong-signature",
                () ->
                        callbacks.send(
                                body, SIGNATURE, time + ",v1=" + HexFormat.of().formatHex(signed)));
        refused(
                401,
                "unsupported-algorithm",
                () ->
                        callbacks.send(
                                body,
                                SIGNATURE,
                                time + ",RS256=" + Base64.getEncoder().encodeToString(signed)));
    }

    @Test
    void aCopySaysNothingNewAMinuteLaterAndIsStaleADayOrAMonthLater() {
        PaymentId paid = captured();
        byte[] body = utf8(body(paid, "CAPTURED", AMOUNT));
        String signature = signature(body, Instant.now());
        assertThat(callbacks.send(body, SIGNATURE, signature).statusCode()).isEqualTo(200);
        order = paid.orderId();

        clockGoesOn(Duration.ofMinutes(1));
        double known = callbacks.counted("known");
        var before = state.of(order);
        assertThat(callbacks.send(body, SIGNATURE, signature).statusCode()).isEqualTo(200);
        assertThat(callbacks.counted("known")).isEqualTo(known + 1);
        assertThat(state.of(order)).isEqualTo(before);

        for (Duration later : List.of(Duration.ofHours(25), Duration.ofDays(31))) {
            clockGoesOn(later);
            refused(401, "stale", () -> callbacks.send(body, SIGNATURE, signature));
        }
        clockGoesOn(Duration.ofHours(-1));
        refused(401, "from-the-future", () -> callbacks.send(body, SIGNATURE, signature));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedHoweverItComes() {
        for (int bytes : new int[] {64 * 1024 + 1, 1024 * 1024, 20 * 1024 * 1024}) {
            byte[] body = new byte[bytes];
            String signature = signature(body, Instant.now());
            refused(413, "too-large", () -> callbacks.send(body, SIGNATURE, signature));
            refused(
                    413,
                    "too-large",
                    () ->
                            callbacks.send(
                                    "scripted",
                                    BodyPublishers.ofInputStream(
                                            () -> new ByteArrayInputStream(body)),
                                    SIGNATURE,
                                    signature));
        }
    }

    @Test
    void theLongestBodyThatIsReadIsRead() {
        byte[] body = new byte[64 * 1024];

        refused(
                400,
                "malformed",
                () -> callbacks.send(body, SIGNATURE, signature(body, Instant.now())));
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() throws IOException {
        double before = callbacks.counted("incomplete");
        URI address = Callbacks.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(
                            utf8(
                                    "POST /v1/callbacks/scripted HTTP/1.1\r\nHost: here\r\n"
                                            + "Content-Length: 100\r\n\r\n{\"id\":"));

            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
        assertThat(callbacks.counted("incomplete")).isEqualTo(before + 1);
    }

    @Test
    void jsonWithoutABottomIsRefused() {
        refused(400, "malformed", () -> callbacks.signed("{\"a\":" + "[".repeat(30_000)));
        refused(400, "malformed", () -> callbacks.signed("{\"a\":".repeat(10_000)));
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        byte[] body = utf8(body(payment, "CAPTURED", AMOUNT));
        body[10] = (byte) 0xC3;
        body[11] = (byte) 0x28;

        refused(
                400,
                "malformed",
                () -> callbacks.send(body, SIGNATURE, signature(body, Instant.now())));
    }

    @Test
    void noBytesMakeItFail() {
        Random random = new Random(20261128);
        for (int round = 0; round < 200; round++) {
            byte[] body = new byte[random.nextInt(2_000)];
            random.nextBytes(body);
            String signature = signature(body, Instant.now());

            HttpResponse<String> answer = callbacks.send(body, SIGNATURE, signature);

            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(log.stackTraces()).isEmpty();
    }

    @Test
    void aGatewayThatWeDoNotHaveIsNotFoundAndGetsNoMetricOfItsOwn() {
        double before = callbacks.counted("none", "unknown-gateway");

        HttpResponse<String> answer =
                callbacks.send("nobodys-gateway", BodyPublishers.ofString("{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(callbacks.counted("none", "unknown-gateway")).isEqualTo(before + 1);
        assertThat(callbacks.counted("nobodys-gateway", "unknown-gateway")).isZero();
    }

    /** What every refused callback has in common. */
    private void refused(int status, String outcome, Supplier<HttpResponse<String>> attack) {
        var before = state.of(order);
        double counted = callbacks.counted(outcome);

        HttpResponse<String> answer = attack.get();

        assertThat(answer.statusCode()).as(outcome).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:steadfast:problem:")
                .doesNotContain("Exception", "\tat ", "java.");
        if (status == 401) {
            assertThat(answer.body()).contains("callback-not-believed").doesNotContain(outcome);
        }
        assertThat(callbacks.counted(outcome)).isEqualTo(counted + 1);
        assertThat(state.of(order)).isEqualTo(before);
        assertThat(log.stackTraces()).isEmpty();
    }

    private PaymentId captured() {
        OrderId paid = world.newOrder();
        world.publish(submitted(paid, "card"));
        world.awaitState(PaymentId.first(paid), PaymentState.Captured.class);
        return PaymentId.first(paid);
    }

    private static void clockGoesOn(Duration by) {
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), by), Clock.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
