package steadfast.order.submit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a repeated request is answered with the view token: as long as clients retry. Afterwards
 * who repeats it is more likely to have guessed the key than to have lost the answer.
 */
@Startup
@ApplicationScoped
class TokenWindow {

    private final Duration length;
    private final Clock clock;

    TokenWindow(SubmitSettings settings, Clock clock) {
        this.length = settings.showTokenFor();
        this.clock = clock;
        if (length.isNegative() || length.compareTo(settings.keepKeys()) > 0) {
            throw new IllegalArgumentException(
                    ("STEADFAST_ORDER_SUBMIT_SHOW_TOKEN_FOR is %s: set it between PT0S and the time"
                                    + " for which keys are kept"
                                    + " (STEADFAST_ORDER_SUBMIT_KEEP_KEYS is %s)")
                            .formatted(length, settings.keepKeys()));
        }
    }

    /** Whether an answer of that moment is still repeated with its token. */
    boolean isOpenFor(Instant answeredAt) {
        return answeredAt.isAfter(begin());
    }

    /** The moment since which answers are repeated with their tokens. */
    Instant begin() {
        return clock.instant().minus(length);
    }
}
