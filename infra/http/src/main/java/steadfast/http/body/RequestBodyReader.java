package steadfast.http.body;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads one body up to its limit. A body that is too long is answered at once and then still read
 * and discarded for a while: most clients read the response only after they have sent everything,
 * and closing a connection with unread bytes would lose the response. Runs on the request's event
 * loop.
 */
public final class RequestBodyReader {
    /** The most bytes that are discarded. */
    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final int maxBytes;
    private final Duration timeout;
    private final Consumer<Ending> onEnd;
    private Buffer body = Buffer.buffer();
    private long discardedBytes;
    private boolean decided;
    private long timer;

    /** The result of reading, reported once. */
    public sealed interface Ending {
        /** The complete body. */
        @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
        record Whole(byte[] body) implements Ending {}

        /** Longer than the limit. */
        record TooLarge() implements Ending {}

        /** The body stopped or took too long. */
        record Incomplete() implements Ending {}

        /** Not read at all: too many bodies are arriving. */
        record NoRoom() implements Ending {}
    }

    /**
     * Creates a reader that has not started.
     *
     * @param maxBytes the longest body that is kept
     * @param timeout how long the body may take
     * @param onEnd receives the result once, on the event loop
     */
    RequestBodyReader(
            RoutingContext context, int maxBytes, Duration timeout, Consumer<Ending> onEnd) {
        this.context = context;
        this.request = context.request();
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.onEnd = onEnd;
    }

    /** Starts to read. */
    void begin() {
        boolean tooLarge = announcesTooMuch();
        listen();
        if (tooLarge) {
            decide(new Ending.TooLarge());
        } else if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            var _ = context.response().writeContinue();
        }
    }

    /** Refuses the body without reading it. */
    void refuse() {
        listen();
        decide(new Ending.NoRoom());
    }

    private void listen() {
        timer = context.vertx().setTimer(timeout.toMillis(), id -> timedOut());
        request.exceptionHandler(lost -> lost());
        request.endHandler(end -> ended());
        request.handler(this::append);
        request.resume();
    }

    private boolean announcesTooMuch() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length) > maxBytes;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void append(Buffer part) {
        if (decided) {
            discardedBytes += part.length();
            if (discardedBytes > MAX_DISCARDED_BYTES) {
                close();
            }
        } else if (body.length() + part.length() > maxBytes) {
            decide(new Ending.TooLarge());
        } else {
            body.appendBuffer(part);
        }
    }

    private void ended() {
        context.vertx().cancelTimer(timer);
        decide(new Ending.Whole(body.getBytes()));
    }

    private void timedOut() {
        decide(new Ending.Incomplete());
        // The rest will never be read, so the connection cannot serve another request.
        close();
    }

    private void lost() {
        context.vertx().cancelTimer(timer);
        decide(new Ending.Incomplete());
    }

    private void decide(Ending ending) {
        if (!decided) {
            decided = true;
            body = Buffer.buffer();
            onEnd.accept(ending);
        }
    }

    private void close() {
        context.vertx().cancelTimer(timer);
        var _ = request.connection().close();
    }
}
