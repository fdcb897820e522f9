package steadfast.messaging.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.database.DatabaseFailure;

/**
 * Holds the outbox relay's state for health checks and metrics; safe for many threads.
 *
 * <p>An outage of Kafka is no reason to be not ready: every instance is in the same position, and
 * orders are still accepted.
 */
final class RelayHealth {

    private static final Logger LOG = Logger.getLogger(RelayHealth.class);

    /** Longer than a producer tries one record, so that a new producer had a chance. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    private volatile int blockedKeys;

    /** The time since which rows wait without any being sent; 0 while none waits. */
    private volatile long waitingSinceNanos;

    private volatile @Nullable Throwable sendFailure;
    private volatile @Nullable String refusal;
    private volatile boolean wasStuck;

    RelayHealth(MeterRegistry meters) {
        Gauge.builder("outbox.blocked.keys", this, RelayHealth::blockedKeys).register(meters);
        Gauge.builder("steadfast.progress.age", this, health -> seconds(health.waiting()))
                .tag("what", "outbox")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Notes that rows wait. */
    void found() {
        if (waitingSinceNanos == 0) {
            waitingSinceNanos = System.nanoTime();
        }
    }

    /** Notes that rows were sent and deleted, or that only rows of blocked keys wait. */
    void sent() {
        waitingSinceNanos = 0;
        sendFailure = null;
        refusal = null;
        wasStuck = false;
    }

    /** Notes that another relay works, so earlier problems of this one no longer matter. */
    void standsBy() {
        sendFailure = null;
        refusal = null;
        wasStuck = false;
    }

    /** Notes that another relay may work now. */
    void released() {
        waitingSinceNanos = 0;
    }

    /** Notes why a row was not acknowledged. */
    void failed(Throwable cause) {
        sendFailure = cause;
    }

    /** Returns how many keys wait behind a row that no broker takes. */
    int blockedKeys() {
        return blockedKeys;
    }

    /** Notes how many keys wait behind a row that no broker takes. */
    void blocked(int keys) {
        blockedKeys = keys;
    }

    /** Notes that the relay lost its connection or the database refused its work. */
    void interrupted(Exception failure) {
        String message = DatabaseFailure.message(failure).orElseGet(failure::toString);
        boolean deployment =
                DatabaseFailure.of(failure).filter(DatabaseFailure.DEPLOYMENT::equals).isPresent();
        if (!deployment) {
            LOG.warnf("outbox relay interrupted, trying again: %s", message);
        } else if (!message.equals(refusal)) {
            LOG.errorf("the deployment prevents the outbox relay's work: %s", message);
        }
        refusal = deployment ? message : null;
    }

    /**
     * Returns whether this relay sends nothing although the broker answers: another instance's
     * relay may succeed.
     */
    boolean stuck() {
        Throwable failure = sendFailure;
        boolean stuck =
                waiting().compareTo(STUCK_AFTER) > 0
                        && failure != null
                        && !(failure instanceof RetriableException);
        if (stuck) {
            wasStuck = true;
            LOG.errorf("the outbox relay sends nothing, letting another one try: %s", failure);
        }
        return stuck;
    }

    /** Returns why this instance can't send although it holds the lock; empty if it can. */
    Optional<String> whyNotReady() {
        String refused = refusal;
        if (refused != null) {
            return Optional.of("the outbox relay waits: " + refused);
        }
        return wasStuck
                ? Optional.of("the outbox relay sends nothing: " + sendFailure)
                : Optional.empty();
    }

    private Duration waiting() {
        long since = waitingSinceNanos;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
