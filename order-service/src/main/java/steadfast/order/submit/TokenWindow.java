package steadfast.order.submit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time in which a repeated request is answered with the view token: as long as clients retry.
 * After that, a repeat is more likely from someone who guessed the key than from a client that lost
 * the response.
 */
@Startup
@ApplicationScoped
class TokenWindow {

    private final Duration length;
    private final Clock clock;

    TokenWindow(SubmitConfig config, Clock clock) {
        this.length = config.showTokenFor();
        this.clock = clock;
        if (length.isNegative() || length.compareTo(config.keepKeys()) > 0) {
            throw new IllegalArgumentException(
                    ("STEADFAST_ORDER_SUBMIT_SHOW_TOKEN_FOR is %s: set it between PT0S and the"
                                    + " time that keys are kept"
                                    + " (STEADFAST_ORDER_SUBMIT_KEEP_KEYS is %s)")
                            .formatted(length, config.keepKeys()));
        }
    }

    /** Returns whether a response of that time is still repeated with its token. */
    boolean isOpenFor(Instant answeredAt) {
        return answeredAt.isAfter(begin());
    }

    /** Returns the time since which responses are repeated with their tokens. */
    Instant begin() {
        return clock.instant().minus(length);
    }
}
