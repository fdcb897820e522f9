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
        return post(
                "/v1/payments",
                """
                {"paymentId":"%s","amountMinor":%d,"currency":"EUR","paymentMethod":"%s","payBy":"%s"}\
                """
                        .formatted(paymentId, amountMinor, method, payBy));
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

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), mapper.readTree(response.body()));
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
