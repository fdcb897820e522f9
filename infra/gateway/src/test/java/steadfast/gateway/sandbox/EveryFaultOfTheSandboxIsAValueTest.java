package steadfast.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.gateway.sandbox.RawServer.json;
import static steadfast.gateway.sandbox.RawServer.response;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.sandbox.RawServer.Behaviour;
import steadfast.gateway.sandbox.RawServer.Behaviour.Say;
import steadfast.gateway.sandbox.RawServer.Behaviour.SayAndReset;
import steadfast.gateway.sandbox.RawServer.Behaviour.SayAndStall;

class EveryFaultOfTheSandboxIsAValueTest {
    private static final PaymentId PAYMENT =
            PaymentId.first(new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001")));
    private static final Money AMOUNT = new Money(4999, "CNY");
    private static final String CAPTURED =
            """
            {"paymentId":"%s","status":"CAPTURED","amountMinor":4999,"currency":"CNY",\
            "capturedAt":"2026-01-01T00:00:00Z","refundedMinor":0}\
            """
                    .formatted(PAYMENT);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    static Stream<Arguments> faults() {
        String whole = json(200, CAPTURED);
        return Stream.of(
                fault("closes without a word", new Say(""), LONG, Unknown.class),
                fault("resets without a word", new SayAndReset(""), LONG, Unknown.class),
                fault("never answers", new SayAndStall(""), SHORT, Unknown.class),
                fault("stalls inside the head", new SayAndStall("HTTP/1"), SHORT, Unknown.class),
                fault(
                        "stalls inside the body",
                        new SayAndStall(whole.substring(0, whole.length() - 9)),
                        SHORT,
                        Unknown.class),
                fault(
                        "closes inside the body",
                        new Say(whole.substring(0, whole.length() - 9)),
                        LONG,
                        Unknown.class),
                fault(
                        "resets inside the body",
                        new SayAndReset(whole.substring(0, whole.length() - 9)),
                        LONG,
                        Unknown.class),
                fault("speaks no HTTP", new Say("SSH-2.0-OpenSSH_9\r\n"), LONG, Unknown.class),
                reply("half a document", json(200, CAPTURED.substring(0, 60)), Unknown.class),
                reply("two documents", json(200, CAPTURED + CAPTURED), Unknown.class),
                reply("an empty body", json(200, ""), Unknown.class),
                reply("null", json(200, "null"), Unknown.class),
                reply("an array", json(200, "[" + CAPTURED + "]"), Unknown.class),
                reply("garbage", json(200, "<html>busy</html>"), Unknown.class),
                reply("HTML", response(200, "text/html", CAPTURED), Unknown.class),
                reply("no content type", response(200, "", CAPTURED), Unknown.class),
                reply(
                        "a duplicate field",
                        json(200, CAPTURED.replace("{", "{\"status\":\"DECLINED\",")),
                        Unknown.class),
                reply(
                        "a body without end",
                        json(200, " ".repeat(70_000) + CAPTURED),
                        Unknown.class),
                reply("accepted", json(202, CAPTURED), Unknown.class),
                reply("no content", json(204, ""), Unknown.class),
                reply("an unknown status", changed("CAPTURED", "SETTLED"), Unknown.class),
                reply("pending", changed("CAPTURED", "PENDING"), Unknown.class),
                reply("another payment", changed(PAYMENT + "\"", PAYMENT + "0\""), Unknown.class),
                reply("no amount", changed("amountMinor", "amount"), Unknown.class),
                reply("a text for an amount", changed("4999", "\"4999\""), Unknown.class),
                reply("a fraction", changed("4999", "4999.5"), Unknown.class),
                reply("an amount past 63 bits", changed("4999", "9".repeat(30)), Unknown.class),
                reply("a negative amount", changed("4999", "-4999"), Unknown.class),
                reply("a currency that is none", changed("CNY", "yuan"), Unknown.class),
                reply("no time of capture", changed("capturedAt", "at"), Unknown.class),
                reply("a time that is none", changed("2026-01-01T", "yesterday "), Unknown.class),
                reply("500", json(500, "{\"error\":\"oops\"}"), Unknown.class),
                reply("502", response(502, "text/html", "<html>"), Unknown.class),
                reply("busy", json(503, "{\"error\":\"busy\"}"), Unknown.class),
                reply("504", response(504, "text/html", ""), Unknown.class),
                reply("a proxy's 404", response(404, "text/html", "no page"), Unknown.class),
                reply("request timeout", json(408, "{}"), Unknown.class),
                reply("a conflict of its own", json(409, "{\"error\":\"locked\"}"), Unknown.class),
                reply("rate limited", json(429, "{\"error\":\"rate-limited\"}"), Refused.class),
                reply("rate limited by a proxy", response(429, "", ""), Refused.class),
                reply("bad request", json(400, "{\"error\":\"bad\"}"), Misconfigured.class),
                reply("bad credential", json(401, "{}"), Misconfigured.class),
                reply("key reused", json(409, "{\"error\":\"key-reused\"}"), Misconfigured.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aChargeNeverThrowsAndNeverGuesses(Behaviour behaviour, Duration timeout, Class<?> expected)
            throws IOException {
        assertThat(charge(behaviour, timeout)).isInstanceOf(expected);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aQueryNeverThrowsAndNeverGuesses(Behaviour behaviour, Duration timeout, Class<?> expected)
            throws IOException {
        try (RawServer server = new RawServer(behaviour);
                SandboxGateway gateway = gateway(server.address(), timeout)) {
            assertThat(gateway.query(PAYMENT)).isInstanceOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aCancelNeverThrowsAndNeverGuesses(Behaviour behaviour, Duration timeout, Class<?> expected)
            throws IOException {
        try (RawServer server = new RawServer(behaviour);
                SandboxGateway gateway = gateway(server.address(), timeout)) {
            assertThat(gateway.cancel(chargeRequest())).isInstanceOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRefundNeverThrowsAndNeverGuesses(Behaviour behaviour, Duration timeout, Class<?> expected)
            throws IOException {
        try (RawServer server = new RawServer(behaviour);
                SandboxGateway gateway = gateway(server.address(), timeout)) {
            GatewayAnswer answer =
                    gateway.refund(new RefundRequest(PAYMENT, 1, AMOUNT, "too late"));

            assertThat(answer).isInstanceOf(expected);
        }
    }

    @Test
    void theAnswersOfAFaultlessServerAreUnderstood() throws IOException {
        // The control: without it, a gateway that answers "unknown" to everything would pass.
        assertThat(charge(new Say(json(201, CAPTURED)), LONG))
                .isEqualTo(
                        new GatewayAnswer.Captured(AMOUNT, Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void anotherAmountThanWasAskedForIsUnknown() throws IOException {
        assertThat(charge(new Say(changed("4999", "4998")), LONG)).isInstanceOf(Unknown.class);
        assertThat(charge(new Say(changed("CNY", "USD")), LONG)).isInstanceOf(Unknown.class);
    }

    @Test
    void aRedirectIsUnknownAndNotFollowed() throws IOException {
        try (RawServer elsewhere = new RawServer(new Say(json(200, CAPTURED)))) {
            String redirect =
                    "HTTP/1.1 307 Elsewhere\r\nLocation: "
                            + elsewhere.address()
                            + "/v1/payments\r\nContent-Length: 0\r\n\r\n";

            GatewayAnswer answer = charge(new Say(redirect), LONG);

            assertThat(answer).isInstanceOf(Unknown.class);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aChargeIsSentOnceHoweverItEnds() throws IOException {
        for (Behaviour behaviour : List.of(new Say(""), new SayAndReset(""))) {
            try (RawServer server = new RawServer(behaviour);
                    SandboxGateway gateway = gateway(server.address(), LONG)) {
                gateway.charge(chargeRequest());

                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aCallThatFoundNobodyListeningWasDefinitelyNotTaken() throws IOException {
        try (SandboxGateway gateway = gateway(nobodyListens(), LONG)) {
            assertThat(gateway.charge(chargeRequest())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void anInterruptedCallIsUnknownAndStaysInterrupted() throws IOException {
        try (RawServer server = new RawServer(new SayAndStall(""));
                SandboxGateway gateway = gateway(server.address(), LONG)) {
            Thread.currentThread().interrupt();

            GatewayAnswer answer = gateway.charge(chargeRequest());

            assertThat(answer).isInstanceOf(Unknown.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static GatewayAnswer charge(Behaviour behaviour, Duration timeout) throws IOException {
        try (RawServer server = new RawServer(behaviour);
                SandboxGateway gateway = gateway(server.address(), timeout)) {
            return gateway.charge(chargeRequest());
        }
    }

    private static ChargeRequest chargeRequest() {
        return new ChargeRequest(PAYMENT, AMOUNT, "card", Instant.parse("2026-01-01T00:20:00Z"));
    }

    private static SandboxGateway gateway(URI address, Duration timeout) {
        return new SandboxGateway(
                "sandbox",
                address,
                "sandbox-key",
                new CallTimeouts(LONG, timeout, timeout, timeout, timeout),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    private static URI nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static String changed(String part, String replacement) {
        assertThat(CAPTURED).contains(part);
        return json(200, CAPTURED.replace(part, replacement));
    }

    private static Arguments reply(String name, String bytes, Class<?> expected) {
        return fault(name, new Say(bytes), LONG, expected);
    }

    private static Arguments fault(
            String name, Behaviour behaviour, Duration timeout, Class<?> expected) {
        return Arguments.of(Named.of(name, behaviour), timeout, expected);
    }
}
