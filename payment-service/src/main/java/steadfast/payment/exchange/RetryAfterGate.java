package steadfast.payment.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer;

/** Until when a gateway asked us to stay away ({@code Retry-After}). */
final class RetryAfterGate {
    private final Clock clock;
    private volatile Instant until = Instant.MIN;

    RetryAfterGate(Clock clock) {
        this.clock = clock;
    }

    /** Obeys the answer if it asks us to wait. */
    void heed(GatewayAnswer answer) {
        if (answer instanceof GatewayAnswer.Refused refused) {
            @Nullable Duration wait = refused.retryAfter();
            if (wait != null) {
                stayAwayUntil(clock.instant().plus(wait));
            }
        }
    }

    private synchronized void stayAwayUntil(Instant end) {
        until = end.isAfter(until) ? end : until;
    }

    boolean active() {
        return clock.instant().isBefore(until);
    }
}
