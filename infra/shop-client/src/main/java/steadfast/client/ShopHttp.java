package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One exchange with the shop as JSON; every failure in between is also an answer. */
public final class ShopHttp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ObjectMapper json = new ObjectMapper();

    /** The result of an exchange. */
    public sealed interface Answer {

        /** A 2xx. */
        record Ok(JsonNode json) implements Answer {}

        /** A definite refusal of this request. */
        record No(int status, String why) implements Answer {}

        /** No answer, or one that a retry may succeed: the same request may be sent again. */
        record Later(String why) implements Answer {}
    }

    /** Gets a page as JSON. */
    public Answer get(URI uri, Map<String, String> headers) throws InterruptedException {
        return send(request(uri, headers).GET().build());
    }

    /** Returns a text that is not JSON; empty if there is none now. */
    public Optional<String> text(URI uri) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    client.send(request(uri, Map.of()).GET().build(), BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sends a body of this content type. */
    public Answer send(
            String method, URI uri, Map<String, String> headers, String contentType, String body)
            throws InterruptedException {
        return send(
                request(uri, headers)
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofString(body))
                        .build());
    }

    private static HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return read(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer.Later(
                    e.getClass().getSimpleName()
                            + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }

    private Answer read(int status, byte[] body) {
        JsonNode document = parse(body);
        if (status >= 200 && status < 300) {
            return document.isMissingNode()
                    ? new Answer.Later("status " + status + " without whole JSON")
                    : new Answer.Ok(document);
        }
        String why =
                "status "
                        + status
                        + " "
                        + document.path("type").asText("")
                        + " "
                        + document.path("detail").asText("");
        boolean mayWorkLater =
                status >= 500 || status == 429 || document.path("retryable").asBoolean(false);
        return mayWorkLater ? new Answer.Later(why.strip()) : new Answer.No(status, why.strip());
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode document = json.readTree(body);
            return document == null ? MissingNode.getInstance() : document;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
