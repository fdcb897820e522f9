package steadfast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A merchant of the sandbox. */
final class SandboxClient implements AutoCloseable {

    static final String KEY = "test-key";
    static final String LATER = "2100-01-01T00:00:00Z";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI base;

    SandboxClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    record Reply(int status, JsonNode json) {

        String text(String field) {
            return json.path(field).asText();
        }

        long number(String field) {
            return json.path(field).asLong(-1);
        }
    }

    Reply charge(String paymentId, long amountMinor, String method) {
        return charge(paymentId, amountMinor, method, LATER);
    }

    Reply charge(String paymentId, long amountMinor, String method, String payBy) {
        return post("/v1/payments", chargeJson(paymentId, amountMinor, method, payBy));
    }

    /** A charge by card whose payment brings a script. */
    Reply chargeByScript(String paymentId, long amountMinor, String script) {
        return send(
                request("/v1/payments")
                        .header("Content-Type", "application/json")
                        .header("X-Sandbox-Script", script)
                        .POST(
                                BodyPublishers.ofString(
                                        chargeJson(paymentId, amountMinor, "card", LATER))));
    }

    static String chargeJson(String paymentId, long amountMinor, String method, String payBy) {
        return """
        {"paymentId":"%s","amountMinor":%d,"currency":"EUR","paymentMethod":"%s","payBy":"%s"}\
        """
                .formatted(paymentId, amountMinor, method, payBy);
    }

    Reply refund(String paymentId, String key, long amountMinor) {
        return post(
                "/v1/payments/" + paymentId + "/refunds",
                """
                {"key":"%s","amountMinor":%d,"currency":"EUR","reason":"a test"}\
                """
                        .formatted(key, amountMinor));
    }

    Reply cancel(String paymentId) {
        return post("/v1/payments/" + paymentId + "/cancel", "");
    }

    Reply query(String paymentId) {
        return get("/v1/payments/" + paymentId);
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply post(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + KEY);
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    /** Sends a charge, and breaks off as soon as {@code sent} returns. */
    void chargeAndHangUpOnce(
            String paymentId, long amountMinor, String method, String payBy, Runnable sent) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(
                        request("/v1/payments")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                chargeJson(paymentId, amountMinor, method, payBy)))
                                .build(),
                        BodyHandlers.ofByteArray());
        sent.run();
        exchange.cancel(true);
    }

    /** Changes the weather; what it answers is the weather then. */
    Reply weather(String json) {
        return send(request("/v1/weather").PUT(BodyPublishers.ofString(json)));
    }

    Reply weather() {
        return get("/v1/weather");
    }

    /** How many entries of this kind the ledger has, whatever the payment. */
    long booked(String kind) {
        return get("/v1/ledger").json().path("entries").findValuesAsText("kind").stream()
                .filter(kind::equals)
                .count();
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = exchange(request);
            return new Reply(response.statusCode(), mapper.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
