package steadfast.gateway.http;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import steadfast.gateway.GatewayAnswer.Unknown;

/**
 * One HTTP exchange with a hard end: the time covers connecting, headers and body, the body has a
 * limit, redirects are not followed and nothing is retried (the JDK's client repeats no POST).
 */
public final class WholeExchange implements AutoCloseable {
    private final HttpClient client;
    private final int maxBodyBytes;

    /**
     * Creates exchanges over their own connections.
     *
     * @param maxBodyBytes many times the API's largest answer; anything longer is invalid
     */
    public WholeExchange(Duration connectTimeout, int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout)
                        .build();
    }

    /** The request's own timeout would end with the headers, so the future is timed instead. */
    public Reply exchange(HttpRequest request, Deadline deadline) {
        Duration remaining = deadline.remaining();
        if (!remaining.isPositive()) {
            return new Reply.NotSent("no time left of " + deadline);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBodyBytes));
        try {
            HttpResponse<byte[]> response = exchange.get(remaining.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply.Answered(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Reply.Lost(Unknown.Cause.TIMEOUT, "no complete answer within " + deadline);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost(
                    Unknown.Cause.INTERRUPTED, "interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            return failure(e.getCause() == null ? e : e.getCause());
        }
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

    /** Drops what is still under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
