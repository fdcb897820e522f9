package steadfast.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/**
 * The sandbox's API over real HTTP, before a {@link GatewayBook} that is true, under a weather that
 * is told call by call.
 */
final class HttpBook implements AutoCloseable {
    private static final String NOT_FOUND = "{\"error\":\"not-found\",\"message\":\"no\"}";

    private final GatewayBook book;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final HttpServer server;
    private final Map<String, HttpWeather> weather = new ConcurrentHashMap<>();
    private final Map<String, Queue<Call>> late = new ConcurrentHashMap<>();

    /** The phase of a payment advances when its caller has given up. */
    private final Map<String, Phaser> givenUp = new ConcurrentHashMap<>();

    /** A call as it arrived. */
    private record Call(String operation, String paymentId, JsonNode body) {}

    HttpBook(GatewayBook book) throws IOException {
        this.book = book;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/payments", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the payment's next call meets. */
    void expect(String paymentId, HttpWeather next) {
        weather.put(paymentId, next);
    }

    /** Nobody waits for an answer about the payment any more. */
    void callerIsGone(String paymentId) {
        Phaser caller = phaser(paymentId);
        // A phaser refuses the second of two arrivals at once of its one party.
        synchronized (caller) {
            var _ = caller.arrive();
        }
    }

    private Phaser phaser(String paymentId) {
        return givenUp.computeIfAbsent(paymentId, id -> new Phaser(1));
    }

    boolean hasLate(String paymentId) {
        return !late(paymentId).isEmpty();
    }

    /** The oldest late call of the payment is carried out. */
    void landLate(String paymentId, int luck) {
        Call landed = late(paymentId).poll();
        if (landed != null) {
            var _ = carryOut(landed, luck);
        }
    }

    private Queue<Call> late(String paymentId) {
        return late.computeIfAbsent(paymentId, id -> new ConcurrentLinkedQueue<>());
    }

    private void answer(HttpExchange http) {
        try (http) {
            Call call = read(http);
            HttpWeather met = weather.get(call.paymentId());
            int phase = phaser(call.paymentId()).getPhase();
            switch (met.fate()) {
                case FAIR, CRASH_AFTER -> send(http, carryOut(call, met.luck()));
                case RESET, CRASH_BEFORE -> {}
                case RESET_AFTER -> {
                    var _ = carryOut(call, met.luck());
                }
                case LANDS_LATE -> late(call.paymentId()).add(call);
                case SLOW -> {
                    GatewayBook.Answer answer = carryOut(call, met.luck());
                    var _ = phaser(call.paymentId()).awaitAdvance(phase);
                    send(http, answer);
                }
                case BUSY -> send(http, new GatewayBook.Answer(503, "{\"error\":\"busy\"}"));
                case REFUSED -> send(http, new GatewayBook.Answer(429, "{\"error\":\"slow\"}"));
                case HALF_BODY -> sendHalf(http, carryOut(call, met.luck()));
                case GARBAGE -> {
                    var _ = carryOut(call, met.luck());
                    send(http, new GatewayBook.Answer(200, "<html>welcome</html>"));
                }
                case LAGGED ->
                        send(
                                http,
                                call.operation().equals("query")
                                        ? new GatewayBook.Answer(404, NOT_FOUND)
                                        : carryOut(call, met.luck()));
            }
        } catch (IOException e) {
            // The caller is gone, or the answer was cut short on purpose: both end the connection.
            return;
        }
    }

    private Call read(HttpExchange http) throws IOException {
        JsonNode body = mapper.readTree(http.getRequestBody().readAllBytes());
        List<String> path = List.of(http.getRequestURI().getPath().split("/"));
        return switch (path.size()) {
            case 3 -> new Call("charge", body.get("paymentId").textValue(), body);
            case 4 -> new Call("query", path.get(3), body);
            default ->
                    new Call(path.get(4).equals("cancel") ? "cancel" : "refund", path.get(3), body);
        };
    }

    private GatewayBook.Answer carryOut(Call call, int luck) {
        return switch (call.operation()) {
            case "charge" ->
                    book.charge(call.paymentId(), call.body().get("payBy").textValue(), luck);
            case "query" -> book.query(call.paymentId());
            case "cancel" -> book.cancel(call.paymentId(), luck);
            default -> book.refund(call.paymentId(), call.body().get("key").textValue(), luck);
        };
    }

    private static void send(HttpExchange http, GatewayBook.Answer answer) throws IOException {
        byte[] body = answer.json().getBytes(UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(answer.status(), body.length);
        http.getResponseBody().write(body);
    }

    private static void sendHalf(HttpExchange http, GatewayBook.Answer answer) throws IOException {
        byte[] body = answer.json().getBytes(UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(answer.status(), body.length);
        http.getResponseBody().write(body, 0, body.length / 2);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
