package steadfast.http.body;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads one body and keeps no more of it than may be kept. What is too long is answered at once and
 * then still taken from the wire and thrown away, for a while: most clients read no answer before
 * they have sent everything, and a connection that is closed on unread bytes takes the answer with
 * it. All on the request's event loop.
 */
public final class RequestBodyReader {
    /** Nobody needs our patience for more than this. */
    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final int maxBytes;
    private final Duration timeout;
    private final Consumer<Ending> told;
    private Buffer kept = Buffer.buffer();
    private long discardedBytes;
    private boolean decided;
    private long timer;

    /** How the reading ended, told once. */
    public sealed interface Ending {
        /** All of it is here. */
        @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
        record Whole(byte[] body) implements Ending {}

        /** Longer than what is read. */
        record TooLarge() implements Ending {}

        /** It stopped, or took too long. */
        record Incomplete() implements Ending {}

        /** Not read at all: too many are on their way. */
        record NoRoom() implements Ending {}
    }

    /**
     * An intake that has not begun.
     *
     * @param maxBytes the longest body that is kept
     * @param timeout how long it may take to come
     * @param told hears once how it ended, on the event loop
     */
    RequestBodyReader(
            RoutingContext context, int maxBytes, Duration timeout, Consumer<Ending> told) {
        this.context = context;
        this.request = context.request();
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.told = told;
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

    /** Reads nothing at all: the caller is sent away whatever comes. */
    void refuse() {
        listen();
        decide(new Ending.NoRoom());
    }

    private void listen() {
        timer = context.vertx().setTimer(timeout.toMillis(), id -> timedOut());
        request.exceptionHandler(lost -> lost());
        request.endHandler(end -> ended());
        request.handler(this::take);
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

    private void take(Buffer part) {
        if (decided) {
            discardedBytes += part.length();
            if (discardedBytes > MAX_DISCARDED_BYTES) {
                close();
            }
        } else if (kept.length() + part.length() > maxBytes) {
            decide(new Ending.TooLarge());
        } else {
            kept.appendBuffer(part);
        }
    }

    private void ended() {
        context.vertx().cancelTimer(timer);
        decide(new Ending.Whole(kept.getBytes()));
    }

    private void timedOut() {
        decide(new Ending.Incomplete());
        // The rest will never be read, so the connection can serve no other request.
        close();
    }

    private void lost() {
        context.vertx().cancelTimer(timer);
        decide(new Ending.Incomplete());
    }

    private void decide(Ending ending) {
        if (!decided) {
            decided = true;
            kept = Buffer.buffer();
            told.accept(ending);
        }
    }

    private void close() {
        context.vertx().cancelTimer(timer);
        var _ = request.connection().close();
    }
}
