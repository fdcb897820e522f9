package steadfast.launcher.command;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.secrets.LocalAccessKeys;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.ProcessSpecs;
import steadfast.launcher.shop.RunLock;
import steadfast.launcher.shop.Shop;

/** {@code infra/run up}: a shop that runs until it is told to stop. */
@Command(
        name = "up",
        description =
                "Start Kafka, PostgreSQL, the four services and, without another gateway, two sandboxes.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Folders folders;
    private final Console console;
    private final Clock clock;

    @Option(
            names = "--detach",
            description = "Return when everything is ready; the shop keeps running.")
    private boolean detach;

    @Option(
            names = "--infrastructure",
            description = "Without the four services, for running these from an IDE.")
    private boolean infrastructureOnly;

    @Option(
            names = "--without",
            paramLabel = "SERVICE",
            description = "Without this service, such as order-service; may be repeated.")
    private List<String> without = List.of();

    public UpCommand(
            Map<String, String> environment, Folders folders, Console console, Clock clock) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        folders.create();
        LocalAccessKeys access = new LocalAccessKeys(folders, console);
        Settings settings = new Settings(environment);
        ProcessSpecs processSpecs = ProcessSpecs.of(settings, folders).without(leftOut());
        if (detach) {
            refuseIfRunning();
            // Here and not in the other process, whose output goes to a file.
            access.showFirst();
            return new DetachedLauncher(folders, console).start(leftOut());
        }
        console.line(settings.payments().sentence());
        Shop shop =
                new Shop(
                        processSpecs,
                        settings,
                        folders,
                        console,
                        Map.of(),
                        clock,
                        () -> {
                            access.showFirst();
                            access.file().revoke(LocalAccessKeys.DEMO);
                        });
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(shop)));
        shop.start();
        console.line("Ctrl-C stops it. From elsewhere: infra/run status, logs, down.");
        untilTheEnd();
        return 0;
    }

    /** The services that run elsewhere: in an IDE, or by {@code infra/run dev}. */
    private Set<Service> leftOut() {
        return infrastructureOnly
                ? EnumSet.allOf(Service.class)
                : without.stream().map(Service::named).collect(toSet());
    }

    private void refuseIfRunning() {
        RunLock.tryTake(folders.lock())
                .orElseThrow(() ->
                        new LaunchFailure(
                                Shop.alreadyRunning(new ProcessLedger(folders.processes()))))
                .close();
    }

    private void stop(Shop shop) {
        if (shop.isRunning()) {
            console.line("Stopping…");
            shop.stop();
            console.line("Everything is stopped.");
        }
    }

    /** A signal ends the whole process, after its shutdown hook. */
    private static void untilTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
