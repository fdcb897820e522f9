package steadfast.launcher.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by polling. */
public final class Poll {

    private Poll() {}

    /**
     * Asks until the answer is yes, the limit has passed or the thread is interrupted.
     *
     * @return the last answer
     */
    public static boolean until(BooleanSupplier question, Duration pause, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return question.getAsBoolean();
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
