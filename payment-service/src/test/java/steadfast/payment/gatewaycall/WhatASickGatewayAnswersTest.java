package steadfast.payment.gatewaycall;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;

/** Through the real adapter, whose causes the circuit relies on. */
class WhatASickGatewayAnswersTest {
    private static final PaymentId PAYMENT = PaymentId.first(new OrderId(new UUID(1, 1)));

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "504, true", "429, false", "401, false", "400, false"})
    void aStatusIsASignOfSicknessOrNot(int status, boolean sick) throws IOException {
        assertThat(Circuit.sick(answer(status, "{}"))).isEqualTo(sick);
    }

    @Test
    void aBodyThatEndsInTheMiddleIsASignOfSickness() throws IOException {
        assertThat(Circuit.sick(answer(200, "{\"status\":"))).isTrue();
    }

    @Test
    void notFoundAndPendingAreNone() throws IOException {
        assertThat(Circuit.sick(answer(404, "{\"error\":\"not-found\"}"))).isFalse();
        GatewayAnswer pending =
                answer(
                        200,
                        """
                        {"paymentId":"%s","status":"PENDING","amountMinor":4999,"currency":"CNY"}\
                        """
                                .formatted(PAYMENT));
        assertThat(pending)
                .isEqualTo(
                        new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.PENDING, "pending"));
        assertThat(Circuit.sick(pending)).isFalse();
    }

    @Test
    void aRefusedConnectionIsASignOfSickness() throws IOException {
        HttpServer gone = server(200, "{}");
        URI url = url(gone);
        gone.stop(0);

        assertThat(Circuit.sick(query(url))).isTrue();
    }

    private static GatewayAnswer answer(int status, String json) throws IOException {
        HttpServer server = server(status, json);
        try {
            return query(url(server));
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(int status, String json) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static GatewayAnswer query(URI url) {
        Duration limit = Duration.ofSeconds(30);
        try (SandboxGateway gateway =
                new SandboxGateway(
                        "bank",
                        url,
                        "key",
                        new CallTimeouts(limit, limit, limit, limit, limit),
                        SandboxMerchant.OF_THE_SANDBOX)) {
            return gateway.query(PAYMENT);
        }
    }
}
