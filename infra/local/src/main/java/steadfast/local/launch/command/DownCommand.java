package steadfast.local.launch.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import steadfast.local.launch.FileOwnership;
import steadfast.local.launch.ProcessSpecs;
import steadfast.local.launch.process.Console;
import steadfast.local.launch.process.LaunchFailure;
import steadfast.local.launch.process.OrphanReaper;
import steadfast.local.launch.process.PosixSignal;
import steadfast.local.launch.process.ProcessLedger;
import steadfast.local.launch.process.ProcessSpec;
import steadfast.local.launch.process.StopStep;
import steadfast.local.launch.settings.Folders;
import steadfast.local.launch.settings.Settings;

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
        new FileOwnership(folders).giveBack();
        console.line(
                launcher == null && left == 0 ? "Nothing runs here." : "Everything is stopped.");
        return 0;
    }
}
