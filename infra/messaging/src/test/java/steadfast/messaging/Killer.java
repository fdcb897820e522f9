package steadfast.messaging;

import java.util.concurrent.atomic.AtomicInteger;
import steadfast.messaging.loop.CrashPoints;

/**
 * Ends this process at the occurrence that a {@link Kill} names, as abruptly as {@code kill -9}.
 */
final class Killer {

    static final int EXIT_CODE = 137;

    /** As many calls at once, or since the step was passed before, are a batch. */
    private static final int BATCH = 5;

    private final Kill kill;
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger sincePassed = new AtomicInteger();

    Killer(Kill kill) {
        this.kill = kill;
    }

    CrashPoints on(Kill.Side side) {
        return step -> {
            if (side == kill.side() && step == kill.step()) {
                if (isTheOne()) {
                    Runtime.getRuntime().halt(EXIT_CODE);
                }
                sincePassed.set(0);
            }
        };
    }

    private boolean isTheOne() {
        return kill.nth() == Kill.UNDER_A_BATCH
                ? Math.max(running.get(), sincePassed.get()) >= BATCH
                : passes.incrementAndGet() == kill.nth();
    }

    void handlerBegins() {
        running.incrementAndGet();
        sincePassed.incrementAndGet();
    }

    void handlerEnds() {
        running.decrementAndGet();
    }
}
