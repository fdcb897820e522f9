package steadfast.launcher.process;

import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A supervised process: {@link #start} starts it once, {@link #guard} restarts it whenever it dies,
 * {@link #stop} ends both. The process is recorded for as long as it runs.
 */
public final class ManagedProcess {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ProcessSpec processSpec;
    private final LogTail log;
    private final ProcessLedger ledger;
    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;
    private final RestartPolicy restarts = new RestartPolicy();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Running running;

    /** A process that was started and, as far as we know, lives. */
    private record Running(Process process, ProcessIdentity identity) {}

    public ManagedProcess(
            ProcessSpec processSpec,
            LogTail log,
            ProcessLedger ledger,
            Console console,
            Map<String, String> environment,
            Clock clock) {
        this.processSpec = processSpec;
        this.log = log;
        this.ledger = ledger;
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    /** Returns the name of the process. */
    public String name() {
        return processSpec.name();
    }

    /** Returns its ID; empty if it does not run. */
    public Optional<Long> pid() {
        Running now = running;
        return now == null ? Optional.empty() : Optional.of(now.process.pid());
    }

    /**
     * Starts it for the first time and returns when it is ready.
     *
     * @throws LaunchFailure if it ends or takes too long instead
     * @throws CancellationException if it is stopped meanwhile
     */
    public void start() {
        long begin = System.nanoTime();
        processSpec.prepare();
        Process process = spawn();
        if (!awaitReady(process)) {
            if (isStopping()) {
                throw new CancellationException(
                        processSpec.name() + " was stopped before it was ready");
            }
            throw new LaunchFailure(
                    process.isAlive() ? notReady() : processSpec.explain(log.reason()));
        }
        processSpec.complete();
        console.ready(processSpec, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Watches it from now on, in a thread of its own. */
    public void guard() {
        Thread.ofPlatform()
                .name("guard-" + processSpec.name())
                .daemon()
                .start(this::restartWheneverItEnds);
    }

    /** Ends it, within the time that its stop steps take together. */
    public void stop() {
        synchronized (this) {
            stopping.countDown();
        }
        Running now = running;
        if (now != null) {
            StopStep.stop(now.identity, processSpec.stopSteps());
            ledger.remove(processSpec.name());
        }
    }

    private void restartWheneverItEnds() {
        while (true) {
            Running now = running;
            if (now == null) {
                return;
            }
            int exitCode = exitCode(now.process);
            if (isStopping()) {
                return;
            }
            ledger.remove(processSpec.name());
            Optional<Duration> pause = restarts.afterCrash(clock.instant());
            if (pause.isEmpty()) {
                console.happening(
                        "%s ended %d times within %d minutes and is given up (%s); see %s"
                                .formatted(
                                        processSpec.name(),
                                        RestartPolicy.CRASHES,
                                        RestartPolicy.WINDOW.toMinutes(),
                                        log.reason(),
                                        log.file()));
                return;
            }
            console.happening(
                    "%s ended (%s), starts again in %d s"
                            .formatted(
                                    processSpec.name(),
                                    meaning(exitCode),
                                    pause.get().toSeconds()));
            if (stopsWithin(pause.get())) {
                return;
            }
            startAgain();
        }
    }

    private void startAgain() {
        long begin = System.nanoTime();
        try {
            Process process = spawn();
            if (awaitReady(process)) {
                console.happening(
                        "%s is ready again after %s s"
                                .formatted(
                                        processSpec.name(),
                                        Console.seconds(
                                                Duration.ofNanos(System.nanoTime() - begin))));
            } else if (process.isAlive() && !isStopping()) {
                console.happening(processSpec.name() + " does not become ready and is killed");
                process.destroyForcibly();
            }
        } catch (CancellationException e) {
            // The next turn of the loop sees that all is stopping.
        } catch (LaunchFailure e) {
            // The next turn of the loop finds the old process ended, and counts this as a crash.
            console.happening(String.valueOf(e.getMessage()));
        }
    }

    private Process spawn() {
        log.mark();
        // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop in order.
        List<String> command =
                new ArrayList<>(
                        List.of("bash", "-c", "umask 077; exec setsid \"$@\"", processSpec.name()));
        command.addAll(processSpec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        // Quarkus takes settings from .env and config/ where it is started: in a
                        // folder that others may write, these would be theirs.
                        .directory(log.folder())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(environment);
        ChildEnvironment.limit(builder.environment(), processSpec);
        builder.environment().putAll(processSpec.environment());
        synchronized (this) {
            if (isStopping()) {
                throw new CancellationException(
                        processSpec.name() + " is not started: all is stopping");
            }
            try {
                Process process = builder.start();
                ProcessIdentity identity =
                        ProcessIdentity.of(process.pid())
                                .orElseThrow(
                                        () -> new LaunchFailure(processSpec.explain(log.reason())));
                ledger.add(processSpec.name(), identity, clock.instant());
                running = new Running(process, identity);
                return process;
            } catch (IOException e) {
                throw new LaunchFailure(
                        "%s cannot be started: %s".formatted(processSpec.name(), e.getMessage()),
                        e);
            }
        }
    }

    private boolean awaitReady(Process process) {
        boolean[] ready = {false};
        Set<String> told = new HashSet<>();
        Poll.until(
                () -> {
                    ready[0] = process.isAlive() && !isStopping() && processSpec.isReady();
                    if (!ready[0] && process.isAlive()) {
                        tellWhatItWaitsFor(told);
                    }
                    return ready[0] || !process.isAlive() || isStopping();
                },
                POLL,
                processSpec.startLimit());
        return ready[0];
    }

    private String notReady() {
        return "%s is not ready after %d s%s; see %s."
                .formatted(
                        processSpec.name(),
                        processSpec.startLimit().toSeconds(),
                        processSpec.waitsFor().map(need -> " (%s)".formatted(need)).orElse(""),
                        log.file());
    }

    /** Reports each new need once, so that users know what the shop is waiting for. */
    private void tellWhatItWaitsFor(Set<String> told) {
        processSpec
                .waitsFor()
                .filter(told::add)
                .ifPresent(need ->
                        console.happening("%s waits: %s".formatted(processSpec.name(), need)));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static int exitCode(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody interrupts a guard; it ends with its process.
            }
        }
    }

    private static String meaning(int exitCode) {
        return exitCode > 128 ? "signal " + (exitCode - 128) : "exit code " + exitCode;
    }
}
