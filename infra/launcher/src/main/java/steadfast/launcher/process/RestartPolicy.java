package steadfast.launcher.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides when a crashed process is restarted: after 1, 2, 4 … 16 seconds, and no more once it has
 * crashed too often in too short a time. Not thread-safe.
 */
final class RestartPolicy {

    static final int CRASHES = 6;
    static final Duration WINDOW = Duration.ofMinutes(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    private final Deque<Instant> crashes = new ArrayDeque<>();

    /** Returns how long to wait before the next start; empty: give up. */
    Optional<Duration> afterCrash(Instant now) {
        crashes.addLast(now);
        while (crashes.getFirst().isBefore(now.minus(WINDOW))) {
            crashes.removeFirst();
        }
        if (crashes.size() >= CRASHES) {
            return Optional.empty();
        }
        Duration pause = Duration.ofSeconds(1L << (crashes.size() - 1));
        return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
