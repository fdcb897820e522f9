package steadfast.local.launch;

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

/** A whole shop in this clone: started in the order of its needs, watched, stopped in the other. */
final class Shop {

    private final Parts parts;
    private final Folders folders;
    private final Preflight preflight;
    private final ProcessLedger ledger;
    private final Roster roster;
    private final Console console;
    private final Clock clock;
    private final Runnable whenAlone;
    private final List<Child> first;
    private final List<Child> services;
    private volatile @Nullable RunLock lock;

    /**
     * @param environment what every process gets on top of the launcher's own environment
     * @param whenAlone done once it is certain that no other launcher works in this clone
     */
    Shop(
            Parts parts,
            Settings settings,
            Folders folders,
            Console console,
            Map<String, String> environment,
            Clock clock,
            Runnable whenAlone) {
        this.parts = parts;
        this.folders = folders;
        this.preflight = new Preflight(settings, folders, clock);
        this.ledger = new ProcessLedger(folders.processes());
        this.roster = new Roster(folders);
        this.console = console;
        this.clock = clock;
        this.whenAlone = whenAlone;
        this.first = children(parts.first(), environment);
        this.services = children(parts.services(), environment);
    }

    /**
     * Starts everything; returns when all of it is ready.
     *
     * @throws LaunchFailure if something is in the way; then nothing is left running
     */
    void start() {
        long begin = System.nanoTime();
        lock =
                RunLock.tryTake(folders.lock())
                        .orElseThrow(() -> new LaunchFailure(alreadyRunning(ledger)));
        try {
            new Leftovers(ledger, console).reap(parts.all());
            preflight.check().forEach(console::line);
            ledger.add(ProcessLedger.LAUNCHER, ProcessIdentity.ofThisProcess(), clock.instant());
            whenAlone.run();
            roster.write(parts, preflight.settings());
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
    synchronized void stop() {
        RunLock held = lock;
        if (held == null) {
            return;
        }
        allAtOnce(services);
        // The gateways and Kafka go before PostgreSQL, which is the fastest to come and to go.
        allAtOnce(first.stream().filter(child -> !child.name().equals("postgres")).toList());
        allAtOnce(first.stream().filter(child -> child.name().equals("postgres")).toList());
        roster.clear();
        ledger.remove(ProcessLedger.LAUNCHER);
        new Handover(folders).giveBack();
        lock = null;
        held.close();
    }

    boolean isRunning() {
        return lock != null;
    }

    /** The process ID of each service by its name. */
    Map<String, Long> servicePids() {
        Map<String, Long> pids = new HashMap<>();
        for (Child service : services) {
            service.pid().ifPresent(pid -> pids.put(service.name(), pid));
        }
        return pids;
    }

    static String alreadyRunning(ProcessLedger ledger) {
        ProcessLedger.Entry launcher = ledger.alive().get(ProcessLedger.LAUNCHER);
        return "Steadfast already runs in this clone%s: infra/run status shows it, infra/run down stops it."
                .formatted(
                        launcher == null
                                ? ""
                                : " (process %d)".formatted(launcher.process().pid()));
    }

    private List<Child> children(List<Part> some, Map<String, String> environment) {
        return some.stream()
                .map(part ->
                        new Child(
                                part,
                                new LogTail(folders.log(part.name())),
                                ledger,
                                console,
                                environment,
                                clock))
                .toList();
    }

    private static void together(List<Child> children) {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("start-", 0).factory())) {
            CompletionService<String> started = new ExecutorCompletionService<>(threads);
            for (Child child : children) {
                started.submit(() -> {
                    child.start();
                    child.guard();
                    return child.name();
                });
            }
            awaitAll(started, children);
        }
    }

    private static void awaitAll(CompletionService<String> started, List<Child> children) {
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

    private static void allAtOnce(List<Child> children) {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("stop-", 0).factory())) {
            children.forEach(child -> threads.execute(child::stop));
        }
    }
}
