package steadfast.gateway.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Unknown;

/** What became of one HTTP exchange, before anybody reads the body. */
sealed interface Reply {
    /**
     * A whole response, within the size that we take.
     *
     * @param retryAfter how long it asks us to wait; null if it doesn't say
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    record Answered(int status, String contentType, @Nullable Duration retryAfter, byte[] body)
            implements Reply {}

    /** No connection was made, so not one byte of the request left. */
    record NotSent(String detail) implements Reply {}

    /** The request may have arrived; its response did not, or not whole. */
    record Lost(Unknown.Cause cause, String detail) implements Reply {}
}
