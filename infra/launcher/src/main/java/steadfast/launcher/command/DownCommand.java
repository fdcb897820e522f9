package steadfast.launcher.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.OrphanReaper;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.process.StopStep;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.FileOwnership;
import steadfast.launcher.shop.ProcessSpecs;

/** {@code infra/run down}: stops a shop that runs elsewhere, or what is left of one. */
@Command(
        name = "down",
        description = "Stop everything; data stays.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    /** The longest time of an orderly stop, plus a margin. */
    private static final List<StopStep> STEPS =
            List.of(
                    new StopStep(PosixSignal.TERM, Duration.ofSeconds(75)),
                    new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));

    private final Map<String, String> environment;
    private final Folders folders;
    private final Console console;

    public DownCommand(Map<String, String> environment, Folders folders, Console console) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
    }

    @Override
    public Integer call() {
        folders.create();
        ProcessLedger ledger = new ProcessLedger(folders.processes());
        ProcessLedger.Entry launcher = ledger.alive().get(ProcessLedger.LAUNCHER);
        if (launcher != null && !StopStep.stop(launcher.process(), STEPS)) {
            throw new LaunchFailure(
                    "The launcher (process %d) does not stop: run infra/run down as the user who started it."
                            .formatted(launcher.process().pid()));
        }
        ledger.remove(ProcessLedger.LAUNCHER);
        List<ProcessSpec> parts = ProcessSpecs.of(new Settings(environment), folders).all();
        int left = new OrphanReaper(ledger, console).reap(parts);
        new FileOwnership(folders).restore();
        console.line(
                launcher == null && left == 0 ? "Nothing runs here." : "Everything is stopped.");
        return 0;
    }
}
