package steadfast.payment.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The few exchanges that may begin while the circuit is half open: a fixed number a period, retried
 * ones within their budget. A period begins with its first exchange and lasts as long as an open
 * circuit stays open; so each half-open time has probes of its own, and one whose probes came to
 * nothing gets new ones.
 */
final class Probes {
    private final int probes;
    private final Duration period;
    private final RetryBudget budget;
    private final Clock clock;
    private int left;
    private Instant endsAt = Instant.MIN;

    Probes(CircuitConfig config, Clock clock) {
        this.probes = config.probes();
        this.period = config.delay();
        this.budget = new RetryBudget(config.retryBudget());
        this.clock = clock;
    }

    synchronized boolean any() {
        return left > 0 || over();
    }

    synchronized boolean take(Turn turn) {
        if (over()) {
            endsAt = clock.instant().plus(period);
            left = probes;
            budget.startPeriod();
        }
        if (left == 0 || !budget.spend(turn)) {
            return false;
        }
        left--;
        return true;
    }

    private boolean over() {
        return !clock.instant().isBefore(endsAt);
    }
}
