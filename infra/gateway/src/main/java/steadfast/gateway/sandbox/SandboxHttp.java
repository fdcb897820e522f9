package steadfast.gateway.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import steadfast.gateway.http.Deadline;
import steadfast.gateway.http.Reply;
import steadfast.gateway.http.WholeExchange;

/** The sandbox's API as requests. */
final class SandboxHttp implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final WholeExchange http;
    private final URI base;
    private final String authorization;

    SandboxHttp(URI base, String apiKey, Duration connectTimeout) {
        this.base = base;
        this.authorization = "Bearer " + apiKey;
        this.http = new WholeExchange(connectTimeout, MAX_BODY_BYTES);
    }

    Reply get(String path, Deadline deadline) {
        return http.exchange(request(path).GET().build(), deadline);
    }

    Reply post(String path, String json, Deadline deadline) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        return http.exchange(request, deadline);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    @Override
    public void close() {
        http.close();
    }
}
