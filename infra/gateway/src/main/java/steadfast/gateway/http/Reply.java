package steadfast.gateway.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RetryAfter;

/** The result of one HTTP exchange, before the body is interpreted. */
public sealed interface Reply {
    /** A complete response, within the size limit. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    record Answered(int status, HttpHeaders headers, byte[] body) implements Reply {
        /** Empty if it has none. */
        public String contentType() {
            return headers.firstValue("Content-Type").orElse("");
        }

        /** Returns how long it asks us to wait; null if it doesn't say. */
        public @Nullable Duration retryAfter() {
            return RetryAfter.read(
                    headers.firstValue("Retry-After").orElse(null),
                    headers.firstValue("Date").orElse(null));
        }
    }

    /** No connection was made, so no byte of the request was sent. */
    record NotSent(String detail) implements Reply {}

    /** The request may have arrived; its response did not, or not completely. */
    record Lost(Unknown.Cause cause, String detail) implements Reply {}
}
