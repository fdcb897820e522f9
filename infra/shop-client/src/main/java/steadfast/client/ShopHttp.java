package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Sends requests and reads what comes back; used by many threads at once. */
public final class ShopHttp implements AutoCloseable {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ObjectMapper json = new ObjectMapper();

    /** Waits 10 seconds for an answer. */
    public ShopHttp() {
        this(USUAL_PATIENCE);
    }

    /** Waits this long for an answer. */
    public ShopHttp(Duration patience) {
        this.patience = patience;
    }

    /** Sends a request; every failure on the way is also an answer. */
    public Answer<JsonNode> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return exchange(request).sorted();
        } catch (IOException e) {
            return new Answer.Later<>(
                    e.getClass().getSimpleName()
                            + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }

    /**
     * Sends a request and returns the answer as it came.
     *
     * @throws IOException if none came
     */
    public HttpAnswer exchange(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.timeout(patience).build(), BodyHandlers.ofString());
        return new HttpAnswer(response.statusCode(), response.body(), parse(response.body()));
    }

    /** Returns a text that is not JSON; empty if there is none now. */
    public Optional<String> text(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpAnswer answer = exchange(request);
            return answer.status() == 200 ? Optional.of(answer.text()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private JsonNode parse(String text) {
        try {
            JsonNode document = json.readTree(text);
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
