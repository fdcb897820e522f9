package steadfast.gateway.sandbox;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RetryAfter;

/**
 * One HTTP exchange with a hard end: the time covers connecting, headers and body, the body has a
 * limit, redirects are not followed and nothing is tried twice (the JDK's client repeats no POST).
 */
final class SandboxHttp implements AutoCloseable {
    /** Many times the largest answer of the API; what is longer is no answer of it. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final HttpClient client;
    private final URI base;
    private final String authorization;

    SandboxHttp(URI base, String apiKey, Duration connectTimeout) {
        this.base = base;
        this.authorization = "Bearer " + apiKey;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout)
                        .build();
    }

    Reply get(String path, Duration timeout) {
        return exchange(request(path).GET().build(), timeout);
    }

    Reply post(String path, String json, Duration timeout) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        return exchange(request, timeout);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    /** The request's own timeout would end with the headers, so the future is timed instead. */
    private Reply exchange(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
        try {
            HttpResponse<byte[]> response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            String contentType = response.headers().firstValue("Content-Type").orElse("");
            return new Reply.Answered(
                    response.statusCode(), contentType, retryAfter(response), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Reply.Lost(Unknown.Cause.TIMEOUT, "no whole answer within " + timeout);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost(
                    Unknown.Cause.INTERRUPTED, "interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            return failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return RetryAfter.read(
                response.headers().firstValue("Retry-After").orElse(null),
                response.headers().firstValue("Date").orElse(null));
    }

    private static Reply failure(Throwable cause) {
        return switch (cause) {
            case ConnectException e -> new Reply.NotSent("no connection: " + e.getMessage());
            case HttpConnectTimeoutException e -> new Reply.NotSent("no connection in time");
            default ->
                    new Reply.Lost(
                            Unknown.Cause.CONNECTION_LOST,
                            cause.getClass().getSimpleName() + ": " + cause.getMessage());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
