package steadfast.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Ends the processes left behind by a launcher that was killed. */
public final class OrphanReaper {

    /** A JVM ends by the first as by TERM, and PostgreSQL quickly. */
    private static final List<StopStep> GENTLY =
            List.of(
                    new StopStep(PosixSignal.INT, Duration.ofSeconds(10)),
                    new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));

    private final ProcessLedger ledger;
    private final Console console;

    public OrphanReaper(ProcessLedger ledger, Console console) {
        this.ledger = ledger;
        this.console = console;
    }

    /**
     * Ends them in the reverse of the order in which they started.
     *
     * @param parts how each is stopped
     * @return how many there were
     * @throws LaunchFailure if one does not end
     */
    public int reap(List<ProcessSpec> parts) {
        Map<String, ProcessLedger.Entry> left = ledger.alive();
        left.remove(ProcessLedger.LAUNCHER);
        for (ProcessSpec processSpec : parts.reversed()) {
            ProcessLedger.Entry entry = left.get(processSpec.name());
            if (entry != null) {
                console.line(
                        "  %-20s left by an earlier run (process %d), is stopped"
                                .formatted(processSpec.name(), entry.process().pid()));
                stop(entry, processSpec.stopSteps());
            }
        }
        // What was started with other settings, such as a Kafka that now is the user's own.
        Set<String> unknown = new TreeSet<>(left.keySet());
        parts.forEach(processSpec -> unknown.remove(processSpec.name()));
        for (String name : unknown) {
            ProcessLedger.Entry entry = left.get(name);
            if (entry != null) {
                stop(entry, GENTLY);
            }
        }
        return left.size();
    }

    private void stop(ProcessLedger.Entry entry, List<StopStep> steps) {
        if (!StopStep.stop(entry.process(), steps)) {
            throw new LaunchFailure(
                    "%s of an earlier run (process %d) does not stop: stop it as the user who started it."
                            .formatted(entry.name(), entry.process().pid()));
        }
        ledger.remove(entry.name());
    }
}
