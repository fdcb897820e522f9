package steadfast.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A supervised process: {@link #start} starts it once, {@link #guard} restarts it whenever it dies,
 * {@link #stop} ends both. The process is recorded for as long as it runs.
 */
public final class ManagedProcess {

    private final ProcessSpec processSpec;
    private final LogTail log;
    private final StartCommand command;
    private final Readiness readiness;
    private final ProcessLedger ledger;
    private final Console console;
    private final Clock clock;
    private final RestartPolicy restarts = new RestartPolicy();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Running running;

    /** A process that was started and, as far as we know, lives. */
    private record Running(Process process, ProcessIdentity identity) {}

    /**
     * Creates it; nothing runs yet.
     *
     * @param folder where it is started: one that nobody else may write
     * @param environment of the launcher, of which it gets what it may know
     */
    public ManagedProcess(
            ProcessSpec processSpec,
            Path folder,
            LogTail log,
            ProcessLedger ledger,
            Console console,
            Map<String, String> environment,
            Clock clock) {
        this.processSpec = processSpec;
        this.log = log;
        this.ledger = ledger;
        this.console = console;
        this.command = new StartCommand(processSpec, folder, log, environment);
        this.readiness = new Readiness(processSpec, log, console);
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
        if (!readiness.await(process, this::isStopping)) {
            if (isStopping()) {
                throw new CancellationException(
                        processSpec.name() + " was stopped before it was ready");
            }
            throw new LaunchFailure(
                    process.isAlive() ? readiness.missing() : processSpec.explain(log.reason()));
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
            if (readiness.await(process, this::isStopping)) {
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
        synchronized (this) {
            if (isStopping()) {
                throw new CancellationException(
                        processSpec.name() + " is not started: all is stopping");
            }
            try {
                Process process = command.start();
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
