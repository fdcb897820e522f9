package steadfast.fulfillment.upload;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import steadfast.fulfillment.vault.SealedTemporary;

/**
 * Reads one body on the request's event loop, so that no thread waits for a slow client, and ends
 * it when it is too long or comes too slowly.
 *
 * <p>What is not wanted is answered at once and then still taken from the wire and thrown away, for
 * a while: most clients read no answer before they have sent everything, and a connection that is
 * closed on unread bytes takes the answer with it.
 */
final class BoundedBodyReader {

    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Limits limits;
    private final Consumer<Ending> listener;
    private final SealedTemporary body = new SealedTemporary();
    private boolean decided;
    private long receivedBytes;
    private long receivedBytesBeforeWindow;
    private long discardedBytes;
    private int windows;
    private long timer;

    /**
     * What a body may cost.
     *
     * @param window how often the rate is looked at
     * @param minBytesPerWindow less than this in one of them is too slow
     * @param maxWindows as many may pass until the body's end
     */
    record Limits(long maxBytes, Duration window, long minBytesPerWindow, long maxWindows) {}

    /** How the reading ended, told once. */
    sealed interface Ending {

        /** All of it is here; whoever gets it closes it. */
        record Whole(SealedTemporary body) implements Ending {}

        /** Longer than what is read. */
        record TooLarge() implements Ending {}

        /** Too few bytes for too long. */
        record TooSlow() implements Ending {}

        /** The connection ended. */
        record BrokenOff() implements Ending {}

        /** Our disk takes nothing. */
        record NoRoom(Throwable cause) implements Ending {}

        /** Nothing of it was wanted. */
        record Refused() implements Ending {}
    }

    BoundedBodyReader(RoutingContext context, Limits limits, Consumer<Ending> listener) {
        this.context = context;
        this.request = context.request();
        this.limits = limits;
        this.listener = listener;
    }

    /** Starts to read. */
    void begin() {
        listen();
        if (announcesTooMuch()) {
            decide(new Ending.TooLarge());
        } else if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            var _ = context.response().writeContinue();
        }
    }

    /** Keeps nothing: the caller is sent away whatever comes. */
    void refuse() {
        listen();
        decide(new Ending.Refused());
    }

    private void listen() {
        timer = context.vertx().setPeriodic(limits.window().toMillis(), id -> windowPassed());
        request.exceptionHandler(lost -> ended(new Ending.BrokenOff()));
        request.endHandler(end -> ended(new Ending.Whole(body)));
        request.handler(this::take);
        request.resume();
    }

    private boolean announcesTooMuch() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length) > limits.maxBytes();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void take(Buffer part) {
        receivedBytes += part.length();
        if (decided) {
            discardedBytes += part.length();
            if (discardedBytes > MAX_DISCARDED_BYTES) {
                close();
            }
        } else if (receivedBytes > limits.maxBytes()) {
            decide(new Ending.TooLarge());
        } else {
            body.add(part.getBytes());
            if (body.isFull()) {
                moveToDisk();
            }
        }
    }

    private void moveToDisk() {
        request.pause();
        context.vertx()
                .executeBlocking(() -> {
                    body.moveToDisk();
                    return body;
                })
                .onComplete(moved -> {
                    if (moved.failed()) {
                        decide(new Ending.NoRoom(moved.cause()));
                    }
                    request.resume();
                });
    }

    private void windowPassed() {
        if (decided) {
            // The answer is out for a while; the rest is never read, so the connection is of no
            // use.
            close();
            return;
        }
        windows++;
        boolean slow = receivedBytes - receivedBytesBeforeWindow < limits.minBytesPerWindow();
        receivedBytesBeforeWindow = receivedBytes;
        if (slow || windows >= limits.maxWindows()) {
            decide(new Ending.TooSlow());
        }
    }

    private void ended(Ending ending) {
        context.vertx().cancelTimer(timer);
        decide(ending);
    }

    private void decide(Ending ending) {
        if (decided) {
            return;
        }
        decided = true;
        if (!(ending instanceof Ending.Whole)) {
            body.close();
        }
        listener.accept(ending);
    }

    private void close() {
        context.vertx().cancelTimer(timer);
        var _ = request.connection().close();
    }
}
