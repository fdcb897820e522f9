package steadfast.launcher.command;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.RunningConfig;

/** {@code infra/run status}: every process, with a fresh check whether it works. */
@Command(
        name = "status",
        description = "Show every process; exit 0 only if all are ready.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "  %-20s %-8s %-6s %-11s %-6s %s";

    private final Folders folders;
    private final Console console;
    private final Clock clock;

    public StatusCommand(Folders folders, Console console, Clock clock) {
        this.folders = folders;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<ProcessSpec> parts = new RunningConfig(folders).running();
        if (parts.isEmpty()) {
            console.line("Nothing runs here: infra/run up starts it.");
            return 1;
        }
        Map<String, ProcessLedger.Entry> alive = new ProcessLedger(folders.processes()).alive();
        boolean launched = alive.containsKey(ProcessLedger.LAUNCHER);
        boolean allReady = launched;
        console.line(ROW.formatted("", "process", "port", "management", "ready", "up for"));
        for (ProcessSpec processSpec : parts) {
            ProcessLedger.Entry entry = alive.get(processSpec.name());
            boolean ready = entry != null && processSpec.isReady();
            allReady &= ready;
            console.line(
                    ROW.formatted(
                                    processSpec.name(),
                                    entry == null ? "-" : entry.process().pid(),
                                    processSpec.port(),
                                    management(processSpec),
                                    ready ? "yes" : "no",
                                    entry == null ? "-" : upFor(entry))
                            .stripTrailing());
        }
        if (!launched) {
            console.line(
                    "Nothing supervises them: their launcher is gone; infra/run up starts"
                            + " everything again.");
        }
        return allReady ? 0 : 1;
    }

    private static String management(ProcessSpec processSpec) {
        return processSpec.managementPort().isPresent()
                ? "" + processSpec.managementPort().getAsInt()
                : "-";
    }

    private String upFor(ProcessLedger.Entry entry) {
        Duration up = Duration.between(entry.startedAt(), clock.instant());
        return "%d:%02d:%02d".formatted(up.toHours(), up.toMinutesPart(), up.toSecondsPart());
    }
}
