package steadfast.bench.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The handler that every engine calls: takes time and fails as the workload demands, logs each
 * call, and knows when nothing is left to do.
 */
final class ScriptedHandler {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long IDLE_MILLIS = 10_000;

    /** The JIT compiler works for some seconds after the last record, which is not idling. */
    private static final long SETTLE_MILLIS = 15_000;

    private final RunSettings settings;
    private final CallLog log;
    private final AtomicIntegerArray calls;
    private final AtomicIntegerArray ended;
    private final AtomicInteger remaining;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long lastCall = System.nanoTime();
    private volatile long mostHeap;
    private volatile int mostInFlight;

    /** The failure of a call; without a stack trace, as a gateway's answer has none. */
    static final class CallFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallFailedException(String message) {
            super(message, null, false, false);
        }
    }

    ScriptedHandler(RunSettings settings) {
        this.settings = settings;
        this.log = CallLog.open(settings.log());
        this.calls = new AtomicIntegerArray(settings.records());
        this.ended = new AtomicIntegerArray(settings.records());
        this.remaining = new AtomicInteger(settings.records());
        log.visit((id, kind, _, _, _) -> {
            if (kind != CallLog.Kind.START) {
                calls.incrementAndGet(id);
                endIfDone(id, kind == CallLog.Kind.SUCCESS);
            }
        });
    }

    /** Handles one call; throws {@link CallFailedException} if the workload demands it. */
    void handle(String key) throws InterruptedException {
        int id = Workload.id(key);
        int open = inFlight.incrementAndGet();
        if (open > mostInFlight) {
            mostInFlight = open;
        }
        log.add(id, CallLog.Kind.START, calls.get(id) + 1, settings.life(), log.nowMicros());
        int millis = settings.workload().handlerMillis();
        try {
            if (millis > 0) {
                Thread.sleep(millis);
            }
        } finally {
            inFlight.decrementAndGet();
        }
        int attempt = calls.incrementAndGet(id);
        boolean success = attempt > settings.workload().failures(id);
        log.add(
                id,
                success ? CallLog.Kind.SUCCESS : CallLog.Kind.FAILURE,
                attempt,
                settings.life(),
                log.nowMicros());
        lastCall = System.nanoTime();
        endIfDone(id, success);
        if (!success) {
            throw new CallFailedException("call " + attempt + " for " + key);
        }
    }

    private void endIfDone(int id, boolean success) {
        boolean over = success || calls.get(id) > settings.workload().retries();
        if (over && ended.compareAndSet(id, 0, 1)) {
            remaining.decrementAndGet();
        }
    }

    /** Returns when everything is done and quiet, or nothing has happened for long. */
    void awaitEnd() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(50);
            mostHeap =
                    Math.max(
                            mostHeap,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            long quiet = System.nanoTime() - lastCall;
            if (quiet > (remaining.get() == 0 ? QUIET_NANOS : STALLED_NANOS)) {
                break;
            }
        }
        writeStats(settings.workload() == Workload.WAITING ? idleShare() : Double.NaN);
    }

    /** Measures the share of one core that the process takes while it has nothing to do. */
    private static double idleShare() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        long before = cpuNanos();
        TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        return (cpuNanos() - before) / 1e6 / IDLE_MILLIS;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private void writeStats(double idleShare) {
        Properties stats = new Properties();
        stats.setProperty("remaining", "" + remaining.get());
        stats.setProperty("consumers", "" + clients("consumer"));
        stats.setProperty("producers", "" + clients("producer"));
        stats.setProperty("in-flight", "" + mostInFlight);
        stats.setProperty("heap", "" + mostHeap);
        stats.setProperty("idle", "" + idleShare);
        stats.setProperty("threads", "" + ManagementFactory.getThreadMXBean().getPeakThreadCount());
        try (var out = Files.newOutputStream(settings.stats())) {
            stats.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int clients(String kind) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("kafka." + kind + ":type=app-info,id=*"), null)
                    .size();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
