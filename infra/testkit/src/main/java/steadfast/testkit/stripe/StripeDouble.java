package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.ArrayList;
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
    /** An answer; {@code replayed} as its header says. */
    private record Answer(int status, String body, boolean replayed) {}

    /** The first request under a key, and what it was answered. */
    private record Kept(String request, Answer answer) {}

    /** The one secret key that it knows. */
    public static final String API_KEY = "sk_test_double";

    private final HttpServer server;
    private final StripeBook book = new StripeBook();
    private final Silence silence = new Silence();
    private final Map<String, Kept> kept = new HashMap<>();
    private long minAmount = StripeRefusals.MIN_AMOUNT;
    private final List<Map<String, String>> confirms = new ArrayList<>();

    /** Starts it on a free port. */
    public StripeDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::serve);
        server.start();
    }

    /** Scheme, host and port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns what really happened. */
    public StripeBook book() {
        return book;
    }

    /** Its outages. */
    public Silence silence() {
        return silence;
    }

    /** The body of the event that it posts to a merchant about an intent as it stands. */
    public static String event(String type, StripeBook.Intent intent) {
        return event(type, intent.id(), intent.json(false));
    }

    /** The body of the event that it posts about the intent's dispute. */
    public static String disputeEvent(String type, StripeBook.Intent intent) {
        return event(type, intent.id(), intent.disputeJson());
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

    /** The parameters of every confirm. */
    public synchronized List<Map<String, String>> confirms() {
        return List.copyOf(confirms);
    }

    /** Forgets all idempotency keys, as Stripe does after a day. */
    public synchronized void forgetKeys() {
        kept.clear();
    }

    /** From now on it makes no intent of less. */
    public synchronized void takeNoLessThan(long amount) {
        minAmount = amount;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (silence.outlasted()) {
            exchange.close();
            return;
        }
        Answer answer = answer(exchange, body);
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

    private synchronized Answer answer(HttpExchange exchange, String body) {
        if (!("Bearer " + API_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error(401, "invalid_request_error", "api_key_invalid", null);
        }
        String path = exchange.getRequestURI().getPath().substring("/v1".length());
        if (exchange.getRequestMethod().equals("GET")) {
            return get(path, form(exchange.getRequestURI().getRawQuery()));
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null) {
            return post(path, form(body));
        }
        Kept before = kept.get(key);
        if (before == null) {
            Answer answer = post(path, form(body));
            kept.put(key, new Kept(path + "?" + body, answer));
            return answer;
        }
        return before.request().equals(path + "?" + body)
                ? new Answer(before.answer().status(), before.answer().body(), true)
                : error(400, "idempotency_error", null, null);
    }

    private Answer get(String path, Map<String, String> query) {
        if (path.equals("/payment_intents/search")) {
            ArrayNode data = JsonNodeFactory.instance.arrayNode();
            book.search(query.getOrDefault("query", ""))
                    .forEach(found -> data.add(found.json(false)));
            return list("search_result", data);
        }
        if (path.equals("/refunds")) {
            StripeBook.Intent intent = book.find(query.get("payment_intent"));
            return intent == null ? missing() : list("list", intent.refundsJson());
        }
        if (path.equals("/disputes")) {
            StripeBook.Intent intent = book.find(query.get("payment_intent"));
            return intent == null ? missing() : list("list", intent.disputesJson());
        }
        StripeBook.Intent intent = book.find(path.substring("/payment_intents/".length()));
        return intent == null ? missing() : new Answer(200, intent.json(true).toString(), false);
    }

    private static Answer list(String object, ArrayNode data) {
        ObjectNode list =
                JsonNodeFactory.instance.objectNode().put("object", object).put("has_more", false);
        list.set("data", data);
        return new Answer(200, list.toString(), false);
    }

    private Answer post(String path, Map<String, String> form) {
        String[] parts = path.split("/", -1);
        if (path.equals("/payment_intents")) {
            return StripeRefusals.ofTerms(form, minAmount)
                    .map(body -> new Answer(400, body, false))
                    .orElseGet(
                            () -> new Answer(200, book.create(form).json(false).toString(), false));
        }
        if (path.equals("/refunds")) {
            return refund(form);
        }
        StripeBook.Intent intent = book.find(parts[2]);
        if (intent == null) {
            return missing();
        }
        return parts[3].equals("confirm") ? confirm(intent, form) : cancel(intent);
    }

    private Answer confirm(StripeBook.Intent intent, Map<String, String> form) {
        confirms.add(form);
        book.beforeConfirm(intent);
        if (!intent.mayConfirm()) {
            return unexpectedState(intent);
        }
        if ("pm_away".equals(form.get("payment_method"))) {
            return new Answer(400, StripeRefusals.methodAway(), false);
        }
        intent.confirm(form.getOrDefault("payment_method", ""), form.get("return_url"));
        return intent.failed()
                ? error(402, "card_error", "card_declined", intent)
                : new Answer(200, intent.json(true).toString(), false);
    }

    private Answer cancel(StripeBook.Intent intent) {
        book.beforeCancel(intent);
        if (!intent.mayCancel()) {
            return unexpectedState(intent);
        }
        intent.cancel();
        return new Answer(200, intent.json(true).toString(), false);
    }

    private Answer refund(Map<String, String> form) {
        StripeBook.Intent intent = book.find(form.get("payment_intent"));
        if (intent == null) {
            return missing();
        }
        long amount = Long.parseLong(form.getOrDefault("amount", ""));
        if (intent.refundable() < amount) {
            return error(400, "invalid_request_error", "charge_already_refunded", null);
        }
        return new Answer(200, intent.refund(amount, form).toString(), false);
    }

    private static Answer missing() {
        return error(404, "invalid_request_error", "resource_missing", null);
    }

    private static Answer unexpectedState(StripeBook.Intent intent) {
        return error(400, "invalid_request_error", "payment_intent_unexpected_state", intent);
    }

    private static Answer error(
            int status, String type, @Nullable String code, StripeBook.@Nullable Intent intent) {
        ObjectNode error =
                JsonNodeFactory.instance.objectNode().put("type", type).put("message", "no");
        if (code != null) {
            error.put("code", code);
        }
        if (type.equals("card_error")) {
            error.put("decline_code", "insufficient_funds");
        }
        if (intent != null) {
            error.set("payment_intent", intent.json(false));
        }
        return new Answer(
                status,
                JsonNodeFactory.instance.objectNode().set("error", error).toString(),
                false);
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
