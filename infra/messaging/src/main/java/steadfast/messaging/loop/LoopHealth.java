package steadfast.messaging.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Holds a consumer loop's state for health checks; safe for many threads. */
public final class LoopHealth {

    /** The number of restarts in quick succession that counts as a failure. */
    private static final int RESTARTS_BEFORE_NOT_READY = 3;

    /** A loop that ran for this long has recovered from the previous failure. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(30);

    /**
     * Longer than the pause between two tries: what was refused is tried so often, while other
     * records may complete.
     */
    private static final Duration REFUSAL_HOLDS = Duration.ofSeconds(15);

    private final String group;
    private final AtomicLong lastProgressNanos = new AtomicLong(System.nanoTime());
    private volatile long startedNanos = System.nanoTime();
    private volatile int restartsInARow;
    private volatile @Nullable String lastFailure;
    private volatile @Nullable String refusal;
    private volatile long refusedNanos;

    public LoopHealth(String group) {
        this.group = group;
    }

    /** Notes that the loop joins its group. */
    public void started() {
        startedNanos = System.nanoTime();
    }

    /** Notes that the loop ended unexpectedly, and will restart. */
    public void restarts(@Nullable Throwable failure) {
        restartsInARow = ranFor(STABLE_AFTER) ? 1 : restartsInARow + 1;
        lastFailure = failure == null ? "its worker stopped" : failure.toString();
    }

    /**
     * Notes that the deployment prevents the loop's work.
     *
     * @return whether this refusal is new, or was last noted long ago
     */
    public boolean refused(String message) {
        boolean isNew = !message.equals(refusal) || !isRefusedNow();
        refusal = message;
        refusedNanos = System.nanoTime();
        return isNew;
    }

    /** Notes that more records are complete and committed, or that none wait. */
    public void progressed() {
        lastProgressNanos.set(System.nanoTime());
    }

    /** Returns how long records have waited without any being committed as complete. */
    public Duration progressAge() {
        return Duration.ofNanos(System.nanoTime() - lastProgressNanos.get());
    }

    /** Returns why this instance can't do the loop's work; empty if it can. */
    public Optional<String> whyNotReady() {
        String refused = refusal;
        if (refused != null && isRefusedNow()) {
            return Optional.of("%s waits: %s".formatted(group, refused));
        }
        if (restartsInARow >= RESTARTS_BEFORE_NOT_READY && !ranFor(STABLE_AFTER)) {
            return Optional.of(
                    "%s restarted %d times in a row: %s"
                            .formatted(group, restartsInARow, lastFailure));
        }
        return Optional.empty();
    }

    private boolean isRefusedNow() {
        return System.nanoTime() - refusedNanos < REFUSAL_HOLDS.toNanos();
    }

    private boolean ranFor(Duration duration) {
        return System.nanoTime() - startedNanos >= duration.toNanos();
    }
}
