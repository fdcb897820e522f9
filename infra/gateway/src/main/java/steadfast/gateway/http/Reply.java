package steadfast.gateway.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RetryAfter;

/** What became of one HTTP exchange, before anybody reads the body. */
public sealed interface Reply {
    /** A whole response, within the size that we take. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    record Answered(int status, HttpHeaders headers, byte[] body) implements Reply {
        /** Empty if it has none. */
        public String contentType() {
            return headers.firstValue("Content-Type").orElse("");
        }

        /** How long it asks us to wait; null if it doesn't say. */
        public @Nullable Duration retryAfter() {
            return RetryAfter.read(
                    headers.firstValue("Retry-After").orElse(null),
                    headers.firstValue("Date").orElse(null));
        }
    }

    /** No connection was made, so not one byte of the request left. */
    record NotSent(String detail) implements Reply {}

    /** The request may have arrived; its response did not, or not whole. */
    record Lost(Unknown.Cause cause, String detail) implements Reply {}
}
