package steadfast.payment.gatewaycall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer;

/** The time until which a gateway asked us to wait ({@code Retry-After}). */
final class RetryAfterGate {
    private final Clock clock;
    private volatile Instant until = Instant.MIN;

    RetryAfterGate(Clock clock) {
        this.clock = clock;
    }

    /** Waits as long as the answer asks, if it does. */
    void apply(GatewayAnswer answer) {
        if (answer instanceof GatewayAnswer.Refused refused) {
            @Nullable Duration wait = refused.retryAfter();
            if (wait != null) {
                closeUntil(clock.instant().plus(wait));
            }
        }
    }

    private synchronized void closeUntil(Instant end) {
        until = end.isAfter(until) ? end : until;
    }

    boolean active() {
        return clock.instant().isBefore(until);
    }
}
