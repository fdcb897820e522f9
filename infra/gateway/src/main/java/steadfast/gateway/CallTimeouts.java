package steadfast.gateway;

import java.time.Duration;

/**
 * The timeouts of calls, from the first packet to the last byte of the response's body.
 *
 * @param connect how long opening a connection may take; a part of every call's own time
 */
public record CallTimeouts(
        Duration connect, Duration charge, Duration query, Duration cancel, Duration refund) {
    public CallTimeouts {
        requirePositive("connect", connect);
        requirePositive("charge", charge);
        requirePositive("query", query);
        requirePositive("cancel", cancel);
        requirePositive("refund", refund);
    }

    private static void requirePositive(String name, Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "the " + name + " timeout must be positive: " + timeout);
        }
    }
}
