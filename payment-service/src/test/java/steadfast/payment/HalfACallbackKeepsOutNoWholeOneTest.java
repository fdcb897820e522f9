package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class HalfACallbackKeepsOutNoWholeOneTest {
    private static final int MORE_THAN_THERE_ARE_PLACES = 1_500;

    @Inject World world;

    @Test
    void aGatewayGetsInWhileAStrangerHoldsAllThatItCan() throws Exception {
        OrderId order = world.newOrder();
        PaymentId payment = PaymentId.first(order);
        world.publish(World.submitted(order, "qr"));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THERE_ARE_PLACES; i++) {
                held.add(halfACallback());
            }

            assertThat(claimFromAnotherAddress(payment)).isEqualTo(200);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static Socket halfACallback() throws IOException {
        URI service = Callbacks.address();
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(
                        """
                        POST /v1/callbacks/scripted HTTP/1.1\r
                        Host: shop\r
                        Content-Length: 9999\r
                        \r
                        {\
                        """
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int claimFromAnotherAddress(PaymentId payment) throws Exception {
        byte[] body =
                Callbacks.body(payment, "CAPTURED", World.AMOUNT).getBytes(StandardCharsets.UTF_8);
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                        .build()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            Callbacks.address().resolve("/v1/callbacks/scripted"))
                                    .header(
                                            Callbacks.SIGNATURE,
                                            Callbacks.signature(body, Instant.now()))
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
