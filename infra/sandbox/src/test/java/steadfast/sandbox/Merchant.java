package steadfast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steadfast.sandbox.callbacks.CallbackTarget;

/** A merchant's end of the callbacks: keeps what comes, and checks signatures in its own way. */
final class Merchant implements AutoCloseable {

    static final String SECRET = "a-secret-of-the-test";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Predicate<Received> accepts = message -> true;
    private volatile Consumer<Received> onReceipt = message -> {};

    Merchant() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/callbacks", this::receive);
        server.start();
    }

    /** A message that came. */
    record Received(Optional<String> signature, String contentType, String body, JsonNode json) {

        String id() {
            return json.path("id").asText();
        }

        JsonNode payment() {
            return json.path("payment");
        }

        String status() {
            return payment().path("status").asText();
        }

        long signedAt() {
            return Long.parseLong(signature.orElseThrow().replaceAll("t=(\\d+),v1=.*", "$1"));
        }

        /** Whether it is signed with the merchant's secret. */
        boolean isSigned() {
            return signature.equals(
                    signature.map(
                            header -> "t=%d,v1=%s".formatted(signedAt(), hmac(signedAt(), body))));
        }

        boolean isGenuine() {
            return signature.isPresent() && isSigned();
        }

        private static String hmac(long at, String body) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
                return HexFormat.of().formatHex(mac.doFinal((at + "." + body).getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    CallbackTarget target() {
        return new CallbackTarget(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks"),
                SECRET,
                "shop");
    }

    /** Everything that came so far, in the order it came. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Answers with 503 what it doesn't accept. */
    void accept(Predicate<Received> which) {
        accepts = which;
    }

    /** Runs before the message is acknowledged. */
    void onReceipt(Consumer<Received> action) {
        onReceipt = action;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Received message =
                    new Received(
                            Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst("Sandbox-Signature")),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            body,
                            mapper.readTree(body));
            onReceipt.accept(message);
            received.add(message);
            exchange.sendResponseHeaders(accepts.test(message) ? 204 : 503, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
