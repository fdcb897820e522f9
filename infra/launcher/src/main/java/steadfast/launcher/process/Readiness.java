package steadfast.launcher.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Waits until a process that was started works, and reports what it waits for meanwhile. */
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ProcessSpec processSpec;
    private final LogTail log;
    private final Console console;

    Readiness(ProcessSpec processSpec, LogTail log, Console console) {
        this.processSpec = processSpec;
        this.log = log;
        this.console = console;
    }

    /**
     * Returns true as soon as it is ready; false if it ends, is stopped, or takes too long instead.
     */
    boolean await(Process process, BooleanSupplier isStopping) {
        boolean[] ready = {false};
        Set<String> printed = new HashSet<>();
        Poll.until(
                () -> {
                    ready[0] =
                            process.isAlive()
                                    && !isStopping.getAsBoolean()
                                    && processSpec.isReady();
                    if (!ready[0] && process.isAlive()) {
                        printNeeds(printed);
                    }
                    return ready[0] || !process.isAlive() || isStopping.getAsBoolean();
                },
                POLL,
                processSpec.startLimit());
        return ready[0];
    }

    /** Says in one sentence that it took too long, and what it still waits for. */
    String missing() {
        return "%s is not ready after %d s%s; see %s."
                .formatted(
                        processSpec.name(),
                        processSpec.startLimit().toSeconds(),
                        processSpec.waitsFor().map(need -> " (%s)".formatted(need)).orElse(""),
                        log.file());
    }

    /** Reports each new need once, so that users know what the shop is waiting for. */
    private void printNeeds(Set<String> printed) {
        processSpec
                .waitsFor()
                .filter(printed::add)
                .ifPresent(need ->
                        console.happening("%s waits: %s".formatted(processSpec.name(), need)));
    }
}
