package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The few exchanges that may begin while the circuit is half open: a fixed number per period,
 * retried ones within their budget. A period begins with its first exchange and lasts as long as an
 * open circuit stays open; so each half-open phase has its own probes, and a phase whose probes led
 * to no result gets new ones.
 */
final class Probes {
    private final int probes;
    private final Duration period;
    private final RetryBudget budget;
    private final Clock clock;
    private final Counter first;
    private final Counter retried;
    private int left;
    private Instant endsAt = Instant.MIN;

    Probes(String gateway, CircuitConfig config, Clock clock, MeterRegistry meters) {
        this.probes = config.probes();
        this.period = config.delay();
        this.budget = new RetryBudget(config.retryBudget());
        this.clock = clock;
        this.first = counter(gateway, "first", meters);
        this.retried = counter(gateway, "retried", meters);
    }

    private static Counter counter(String gateway, String kind, MeterRegistry meters) {
        return Counter.builder("gateway.probes")
                .description("Exchanges admitted by a half-open circuit")
                .tag("gateway", gateway)
                .tag("turn", kind)
                .register(meters);
    }

    synchronized boolean any() {
        return left > 0 || isPeriodOver();
    }

    synchronized boolean tryAcquire(AttemptKind attemptKind) {
        if (isPeriodOver()) {
            endsAt = clock.instant().plus(period);
            left = probes;
            budget.startPeriod();
        }
        if (left == 0 || !budget.spend(attemptKind)) {
            return false;
        }
        left--;
        switch (attemptKind) {
            case FIRST -> first.increment();
            case RETRIED -> retried.increment();
        }
        return true;
    }

    private boolean isPeriodOver() {
        return !clock.instant().isBefore(endsAt);
    }
}
