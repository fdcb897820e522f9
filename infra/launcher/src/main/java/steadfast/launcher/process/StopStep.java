package steadfast.launcher.process;

import java.time.Duration;
import java.util.List;

/** A signal, and how long its effect is waited for before the next, harder one. */
public record StopStep(PosixSignal signal, Duration patience) {

    private static final Duration POLL = Duration.ofMillis(20);

    /**
     * Stops a process, from the gentlest step to the hardest.
     *
     * @return whether it is gone
     */
    public static boolean stop(ProcessIdentity process, List<StopStep> steps) {
        for (StopStep step : steps) {
            if (!step.signal.send(process)) {
                return false;
            }
            if (Poll.until(() -> !process.isAlive(), POLL, step.patience)) {
                return true;
            }
        }
        return !process.isAlive();
    }
}
