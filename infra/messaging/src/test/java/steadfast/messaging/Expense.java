package steadfast.messaging;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What an idle wait costs all the same: lines in the log and processor time of this JVM. */
final class Expense implements AutoCloseable {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AtomicInteger logLines = new AtomicInteger();
    private final long cpuBefore = MACHINE.getProcessCpuTime();
    private final long before = System.nanoTime();
    private final Map<Long, Long> threadsBefore = threadTimes();
    private final Handler counter =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    logLines.incrementAndGet();
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    Expense() {
        Logger.getLogger("").addHandler(counter);
    }

    int logLines() {
        return logLines.get();
    }

    /**
     * Processors that were busy all the time since the beginning, but for the background threads of
     * Kafka's consumers: those of kafka-clients 4.2.1 spin by themselves while their coordinator
     * cannot be reached (KAFKA-20253), whatever we do.
     */
    double ourProcessors() {
        long theirs =
                threadTimes().entrySet().stream()
                        .filter(time -> isOfKafkasConsumer(time.getKey()))
                        .mapToLong(this::sinceTheBeginning)
                        .sum();
        long all = MACHINE.getProcessCpuTime() - cpuBefore;
        return (all - theirs) / (double) (System.nanoTime() - before);
    }

    private static boolean isOfKafkasConsumer(long thread) {
        ThreadInfo info = THREADS.getThreadInfo(thread);
        return info != null && info.getThreadName().equals("consumer_background_thread");
    }

    private long sinceTheBeginning(Map.Entry<Long, Long> time) {
        return time.getValue() - threadsBefore.getOrDefault(time.getKey(), 0L);
    }

    /** The threads that took most of it, for whoever must find out why it was too much. */
    String busiest() {
        return threadTimes().entrySet().stream()
                .map(time -> Map.entry(time.getKey(), sinceTheBeginning(time)))
                .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
                .limit(8)
                .map(time ->
                        THREADS.getThreadInfo(time.getKey(), 12)
                                + " took ms: "
                                + time.getValue() / 1_000_000)
                .collect(Collectors.joining("\n"));
    }

    private static Map<Long, Long> threadTimes() {
        Map<Long, Long> times = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            times.put(id, THREADS.getThreadCpuTime(id));
        }
        return times;
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(counter);
    }
}
