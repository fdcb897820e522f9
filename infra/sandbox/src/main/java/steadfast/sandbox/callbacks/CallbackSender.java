package steadfast.sandbox.callbacks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import steadfast.sandbox.protocol.JsonWriter;

/**
 * Sends callbacks, and sends them again until they get a 2xx: after 1, 5 and 30 seconds, then every
 * minute up to ten times. Runs on its own threads, so that a hanging merchant slows down no
 * response. Callbacks that were not sent when the sandbox ends are never sent.
 */
final class CallbackSender implements AutoCloseable {

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_IN_FLIGHT = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MINUTES = 10;

    private final CallbackTarget target;
    private final CallbackSigner signer;
    private final CallbackCounts counts;
    private final JsonWriter json = new JsonWriter();
    private final Clock clock;
    private final int pace;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("callbacks").factory());
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    // These two belong to the thread.
    private final Queue<Delivery> due = new ArrayDeque<>();
    private int inFlight;

    /**
     * A callback being sent; {@code tried} completes after its first attempt, whatever the result.
     */
    private record Delivery(Callback callback, int attempt, CompletableFuture<Void> tried) {

        Delivery again() {
            return new Delivery(callback, attempt + 1, tried);
        }
    }

    /** {@code pace} divides the delays between attempts. */
    CallbackSender(CallbackTarget target, CallbackCounts counts, Clock clock, int pace) {
        this.target = target;
        this.signer = new CallbackSigner(target.secret());
        this.counts = counts;
        this.clock = clock;
        this.pace = pace;
    }

    /** Returns the target of the callbacks. */
    String merchant() {
        return target.merchant();
    }

    /** Queues a callback; completes when it was tried once, or is dropped. */
    CompletableFuture<Void> send(Callback callback) {
        if (counts.accepted() > MAX_WAITING) {
            counts.dropped();
            return CompletableFuture.completedFuture(null);
        }
        Delivery delivery = new Delivery(callback, 1, new CompletableFuture<>());
        later(callback.after(), delivery);
        return delivery.tried();
    }

    private void later(Duration delay, Delivery delivery) {
        try {
            var _ =
                    thread.schedule(
                            () -> {
                                due.add(delivery);
                                next();
                            },
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            counts.dropped(); // the sandbox ends
            delivery.tried().complete(null);
        }
    }

    private void next() {
        while (inFlight < MAX_IN_FLIGHT && !due.isEmpty()) {
            Delivery delivery = due.remove();
            inFlight++;
            counts.tried(delivery.callback().kind(), delivery.attempt());
            var _ =
                    http.sendAsync(request(delivery), BodyHandlers.discarding())
                            .whenCompleteAsync(
                                    (answer, failure) -> tried(delivery, answer), thread);
        }
    }

    private HttpRequest request(Delivery delivery) {
        Callback callback = delivery.callback();
        byte[] body = json.write(callback.event());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.url())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        signer.sign(callback.kind(), clock.instant(), body)
                .ifPresent(signature -> request.header(CallbackSigner.HEADER, signature));
        return request.build();
    }

    private void tried(Delivery delivery, @Nullable HttpResponse<Void> answer) {
        inFlight--;
        delivery.tried().complete(null);
        if (answer != null && answer.statusCode() / 100 == 2) {
            counts.acknowledged();
        } else if (!delivery.callback().kind().isRepeated() || delivery.attempt() > 3 + MINUTES) {
            counts.givenUp();
        } else {
            later(pause(delivery.attempt()).dividedBy(pace), delivery.again());
        }
        next();
    }

    private static Duration pause(int attempts) {
        return switch (attempts) {
            case 1 -> Duration.ofSeconds(1);
            case 2 -> Duration.ofSeconds(5);
            case 3 -> Duration.ofSeconds(30);
            default -> Duration.ofMinutes(1);
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
        http.shutdownNow();
    }
}
