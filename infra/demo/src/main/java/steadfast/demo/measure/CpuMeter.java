package steadfast.demo.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Adds up the CPU time of some processes, user and system, as {@code /proc/<pid>/stat} tells it
 * (proc(5), fields 14 and 15). Must be read often: CPU time after a process's last reading is lost
 * when it ends. For one thread at a time.
 */
public final class CpuMeter {

    /** USER_HZ, the unit of /proc; 100 on every Linux that we run on. */
    private static final long MILLIS_PER_TICK = 10;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final Path proc;
    private final Map<Long, Long> lastTicks = new HashMap<>();
    private long ticks;
    private boolean started;

    public CpuMeter() {
        this(Path.of("/proc"));
    }

    CpuMeter(Path proc) {
        this.proc = proc;
    }

    /**
     * Reads them; time before the first reading does not count, but all time of a process that
     * started later does.
     */
    public synchronized void read(Iterable<Long> processIds) {
        for (long processId : processIds) {
            OptionalLong now = ticksOf(processId);
            if (now.isPresent()) {
                Long before = lastTicks.put(processId, now.getAsLong());
                if (before != null) {
                    ticks += now.getAsLong() - before;
                } else if (started) {
                    ticks += now.getAsLong();
                }
            }
        }
        started = true;
    }

    /** Returns what was used since the first reading. */
    public synchronized Duration total() {
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    private OptionalLong ticksOf(long processId) {
        try {
            String stat = Files.readString(proc.resolve(processId + "/stat"));
            // The second field is the program's name in brackets and may hold anything.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
            return OptionalLong.of(
                    Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(STIME)));
        } catch (IOException e) {
            return OptionalLong.empty(); // it has ended
        }
    }
}
