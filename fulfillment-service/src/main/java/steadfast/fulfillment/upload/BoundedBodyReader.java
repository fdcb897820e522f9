package steadfast.fulfillment.upload;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import steadfast.fulfillment.vault.SealedTemporary;

/**
 * Reads one body on the request's event loop, so that no thread waits for a slow client, and stops
 * when it is too long or too slow.
 *
 * <p>A refused body is answered at once and then still read and discarded for a while: most clients
 * read the response only after they have sent everything, and closing a connection with unread
 * bytes would lose the response.
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
     * The limits on a body.
     *
     * @param window how often the rate is checked
     * @param minBytesPerWindow fewer bytes in one window are too slow
     * @param maxWindows the most windows until the body's end
     */
    record Limits(long maxBytes, Duration window, long minBytesPerWindow, long maxWindows) {}

    /** The result of reading, reported once. */
    sealed interface Ending {

        /** The complete body; the receiver closes it. */
        record Whole(SealedTemporary body) implements Ending {}

        /** Longer than the limit. */
        record TooLarge() implements Ending {}

        /** Too few bytes for too long. */
        record TooSlow() implements Ending {}

        /** The connection ended. */
        record BrokenOff() implements Ending {}

        /** Our disk is full or fails. */
        record NoRoom(Throwable cause) implements Ending {}

        /** The body was refused without reading it. */
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

    /** Refuses the body: nothing is kept. */
    void refuse() {
        listen();
        decide(new Ending.Refused());
    }

    private void listen() {
        timer = context.vertx().setPeriodic(limits.window().toMillis(), id -> windowPassed());
        request.exceptionHandler(lost -> ended(new Ending.BrokenOff()));
        request.endHandler(end -> ended(new Ending.Whole(body)));
        request.handler(this::append);
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

    private void append(Buffer part) {
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
            // The response was sent a while ago; the rest is never read, so the connection cannot
            // be reused.
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
