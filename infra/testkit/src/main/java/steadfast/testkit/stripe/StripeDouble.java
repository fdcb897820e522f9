package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.Silence;

/**
 * A test double of Stripe's PaymentIntents and refunds, at protocol level: bearer keys, forms with
 * brackets, idempotency keys that repeat the first answer and refuse other parameters, and its
 * error bodies.
 */
public final class StripeDouble implements AutoCloseable {
    /** The first request under an idempotency key, and its answer. */
    private record FirstRequest(String request, StripeAnswer answer) {}

    /** The one secret key that it knows. */
    public static final String API_KEY = "sk_test_double";

    private final HttpServer server;
    private final StripeBook book = new StripeBook();
    private final Silence silence = new Silence();
    private final StripeOperations operations = new StripeOperations(book);
    private final Map<String, FirstRequest> firstRequests = new HashMap<>();

    /** Starts it on a free port. */
    public StripeDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::serve);
        server.start();
    }

    /** Returns the address: scheme, host and port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the book of what really happened. */
    public StripeBook book() {
        return book;
    }

    /** Returns the switch for outages. */
    public Silence silence() {
        return silence;
    }

    /** Returns the body of the event that it posts to a merchant about an intent as it stands. */
    public static String event(String type, StripeBook.Intent intent) {
        return event(type, intent.id(), StripeJson.intent(intent, false));
    }

    /** Returns the body of the event that it posts about the intent's dispute. */
    public static String disputeEvent(String type, StripeBook.Intent intent) {
        return event(type, intent.id(), StripeJson.dispute(intent));
    }

    private static String event(String type, String id, ObjectNode object) {
        ObjectNode event =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "evt_" + id)
                        .put("object", "event")
                        .put("api_version", "2024-06-20")
                        .put("livemode", false)
                        .put("type", type);
        event.putObject("data").set("object", object);
        return event.toString();
    }

    /** Returns the parameters of every confirm. */
    public synchronized List<Map<String, String>> confirms() {
        return operations.confirms();
    }

    /** Forgets all idempotency keys, as Stripe does after a day. */
    public synchronized void forgetKeys() {
        firstRequests.clear();
    }

    /** Sets the least amount of which it creates an intent from now on. */
    public synchronized void setMinimumAmount(long amount) {
        operations.setMinimumAmount(amount);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (silence.outlasted()) {
            exchange.close();
            return;
        }
        StripeAnswer answer = answer(exchange, body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Request-Id", "req_double");
        if (answer.replayed()) {
            exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized StripeAnswer answer(HttpExchange exchange, String body) {
        if (!("Bearer " + API_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return StripeAnswer.error(401, "invalid_request_error", "api_key_invalid", null);
        }
        String path = exchange.getRequestURI().getPath().substring("/v1".length());
        if (exchange.getRequestMethod().equals("GET")) {
            return operations.get(path, form(exchange.getRequestURI().getRawQuery()));
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null) {
            return operations.post(path, form(body));
        }
        String request = path + "?" + body;
        FirstRequest first = firstRequests.get(key);
        if (first == null) {
            StripeAnswer answer = operations.post(path, form(body));
            firstRequests.put(key, new FirstRequest(request, answer));
            return answer;
        }
        return first.request().equals(request)
                ? first.answer().again()
                : StripeAnswer.error(400, "idempotency_error", null, null);
    }

    private static Map<String, String> form(@Nullable String text) {
        Map<String, String> form = new LinkedHashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String part : text.split("&", -1)) {
                String[] pair = part.split("=", 2);
                form.put(
                        URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public void close() {
        silence.end();
        server.stop(0);
    }
}
