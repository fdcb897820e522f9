package steadfast.launcher.shop;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.ManagedProcess;
import steadfast.launcher.process.OrphanReaper;
import steadfast.launcher.process.ProcessIdentity;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/** A whole shop in this clone: started in the order of its needs, watched, stopped in the other. */
public final class Shop {

    private final ProcessSpecs processSpecs;
    private final Folders folders;
    private final Preflight preflight;
    private final ProcessLedger ledger;
    private final RunningConfig runningConfig;
    private final Console console;
    private final Clock clock;
    private final Runnable whenAlone;
    private final List<ManagedProcess> first;
    private final List<ManagedProcess> services;
    private volatile @Nullable RunLock lock;

    /**
     * Prepares a shop; nothing is started yet.
     *
     * @param environment what every process gets on top of the launcher's own environment
     * @param whenAlone done once it is certain that no other launcher works in this clone
     */
    public Shop(
            ProcessSpecs processSpecs,
            Settings settings,
            Folders folders,
            Console console,
            Map<String, String> environment,
            Clock clock,
            Runnable whenAlone) {
        this.processSpecs = processSpecs;
        this.folders = folders;
        this.preflight = new Preflight(settings, folders, clock);
        this.ledger = new ProcessLedger(folders.processes());
        this.runningConfig = new RunningConfig(folders);
        this.console = console;
        this.clock = clock;
        this.whenAlone = whenAlone;
        this.first = children(processSpecs.first(), environment);
        this.services = children(processSpecs.services(), environment);
    }

    /**
     * Starts everything; returns when all of it is ready.
     *
     * @throws LaunchFailure if something is in the way; then nothing is left running
     */
    public void start() {
        long begin = System.nanoTime();
        lock =
                RunLock.tryTake(folders.lock())
                        .orElseThrow(() -> new LaunchFailure(alreadyRunning(ledger)));
        try {
            new OrphanReaper(ledger, console).reap(processSpecs.all());
            preflight.check().forEach(console::line);
            ledger.add(ProcessLedger.LAUNCHER, ProcessIdentity.ofThisProcess(), clock.instant());
            whenAlone.run();
            runningConfig.write(processSpecs, preflight.settings());
            together(first);
            together(services);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
        console.line(
                Announcement.READY.formatted(
                        Console.seconds(Duration.ofNanos(System.nanoTime() - begin))));
    }

    /** Stops everything in order and within bounded time; does nothing if nothing runs. */
    public synchronized void stop() {
        RunLock held = lock;
        if (held == null) {
            return;
        }
        allAtOnce(services);
        // The gateways and Kafka go before PostgreSQL, which is the fastest to come and to go.
        allAtOnce(
                first.stream()
                        .filter(managedProcess -> !managedProcess.name().equals("postgres"))
                        .toList());
        allAtOnce(
                first.stream()
                        .filter(managedProcess -> managedProcess.name().equals("postgres"))
                        .toList());
        runningConfig.clear();
        ledger.remove(ProcessLedger.LAUNCHER);
        new FileOwnership(folders).restore();
        lock = null;
        held.close();
    }

    /** True from the start to the stop. */
    public boolean isRunning() {
        return lock != null;
    }

    /** The process ID of each service by its name. */
    Map<String, Long> servicePids() {
        Map<String, Long> pids = new HashMap<>();
        for (ManagedProcess service : services) {
            service.pid().ifPresent(pid -> pids.put(service.name(), pid));
        }
        return pids;
    }

    /** Returns the sentence that says that a shop of this clone runs already. */
    public static String alreadyRunning(ProcessLedger ledger) {
        ProcessLedger.Entry launcher = ledger.alive().get(ProcessLedger.LAUNCHER);
        return "Steadfast already runs in this clone%s: infra/run status shows it, infra/run down stops it."
                .formatted(
                        launcher == null
                                ? ""
                                : " (process %d)".formatted(launcher.process().pid()));
    }

    private List<ManagedProcess> children(List<ProcessSpec> some, Map<String, String> environment) {
        return some.stream()
                .map(processSpec ->
                        new ManagedProcess(
                                processSpec,
                                folders.logs(),
                                new LogTail(folders.log(processSpec.name())),
                                ledger,
                                console,
                                environment,
                                clock))
                .toList();
    }

    private static void together(List<ManagedProcess> children) {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("start-", 0).factory())) {
            CompletionService<String> started = new ExecutorCompletionService<>(threads);
            for (ManagedProcess managedProcess : children) {
                started.submit(() -> {
                    managedProcess.start();
                    managedProcess.guard();
                    return managedProcess.name();
                });
            }
            awaitAll(started, children);
        }
    }

    private static void awaitAll(CompletionService<String> started, List<ManagedProcess> children) {
        try {
            for (int i = 0; i < children.size(); i++) {
                started.take().get();
            }
        } catch (ExecutionException e) {
            // The others would go on trying for as long as they may.
            allAtOnce(children);
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            allAtOnce(children);
            Thread.currentThread().interrupt();
            throw new LaunchFailure("The start was interrupted.", e);
        }
    }

    private static void allAtOnce(List<ManagedProcess> children) {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("stop-", 0).factory())) {
            children.forEach(managedProcess -> threads.execute(managedProcess::stop));
        }
    }
}
