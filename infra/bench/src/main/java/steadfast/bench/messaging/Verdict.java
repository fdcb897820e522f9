package steadfast.bench.messaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What a run's call log and dead-letter topic prove. Times are micro- or milliseconds, as named.
 */
final class Verdict {

    private static final long NEVER = Long.MIN_VALUE;

    private final RunSettings settings;
    private final Map<Integer, List<DeadLetters.Letter>> letters;
    private final List<Long> kills;
    private final Properties stats;

    private final long[] lastEnd;
    private final boolean[] lastFailed;
    private final int[] lastLife;

    /** By life and record: how long before the kill its last call had ended; NEVER if none had. */
    private final long[][] endedBeforeKill;

    private final int[] failures;
    private final int[] starts;
    private final boolean[] succeeded;
    private final boolean[] ended;
    private final List<Long> lateness = new ArrayList<>();
    private long firstStart = Long.MAX_VALUE;
    private long lastEnded;
    private long lastFirstStart;

    /** Judges a run; {@code kills} are the times of the kills in microseconds. */
    Verdict(
            RunSettings settings,
            CallLog log,
            Map<Integer, List<DeadLetters.Letter>> letters,
            List<Long> kills,
            Properties stats) {
        this.settings = settings;
        this.letters = letters;
        this.kills = kills;
        this.stats = stats;
        int records = settings.records();
        lastEnd = new long[records];
        lastFailed = new boolean[records];
        lastLife = new int[records];
        failures = new int[records];
        starts = new int[records];
        endedBeforeKill = new long[kills.size()][records];
        for (long[] ofLife : endedBeforeKill) {
            Arrays.fill(ofLife, NEVER);
        }
        succeeded = new boolean[records];
        ended = new boolean[records];
        Arrays.fill(lastEnd, NEVER);
        log.visit(this::see);
        Collections.sort(lateness);
    }

    private void see(int id, CallLog.Kind kind, int attempt, int life, long micros) {
        switch (kind) {
            case START -> {
                if (starts[id] == 0) {
                    firstStart = Math.min(firstStart, micros);
                    lastFirstStart = Math.max(lastFirstStart, micros);
                } else {
                    seeRetry(id, life, micros);
                }
                starts[id]++;
                noteForKill(id, life, 0);
            }
            case SUCCESS -> end(id, false, life, micros);
            case FAILURE -> end(id, true, life, micros);
        }
    }

    private void end(int id, boolean failed, int life, long micros) {
        lastEnd[id] = micros;
        lastFailed[id] = failed;
        lastLife[id] = life;
        failures[id] += failed ? 1 : 0;
        succeeded[id] |= !failed;
        if (life <= kills.size()) {
            noteForKill(id, life, kills.get(life - 1) - micros);
        }
        if (!ended[id] && (!failed || failures[id] > settings.workload().retries())) {
            ended[id] = true;
            lastEnded = Math.max(lastEnded, micros);
        }
    }

    private void noteForKill(int id, int life, long micros) {
        if (life <= kills.size()) {
            endedBeforeKill[life - 1][id] = micros;
        }
    }

    /** Lateness counts within one life; across a kill it would be the restart's. */
    private void seeRetry(int id, int life, long micros) {
        if (lastFailed[id]
                && failures[id] <= settings.workload().retries()
                && lastLife[id] == life) {
            long due = lastEnd[id] + 1_000L * settings.workload().backoffMillis(failures[id]);
            if (micros >= due - 1_000) {
                lateness.add(micros - due);
            }
        }
    }

    /** From the first call to the last record's first one. */
    double firstPassSeconds() {
        return (lastFirstStart - firstStart) / 1e6;
    }

    double wallSeconds() {
        return (lastEnded - firstStart) / 1e6;
    }

    double recordsPerSecond() {
        int done = 0;
        for (boolean one : ended) {
            done += one ? 1 : 0;
        }
        return done / wallSeconds();
    }

    /** Of retries within one life; by 0.5 the median, by 1 the latest. */
    double latenessMillis(double quantile) {
        if (lateness.isEmpty()) {
            return Double.NaN;
        }
        int at = (int) Math.ceil(quantile * lateness.size()) - 1;
        return lateness.get(Math.max(0, at)) / 1e3;
    }

    /** Neither succeeded nor in the dead-letter topic. */
    int lost() {
        int lost = 0;
        for (int id = 0; id < settings.records(); id++) {
            lost += succeeded[id] || letters.containsKey(id) ? 0 : 1;
        }
        return lost;
    }

    int expectedLetters() {
        int expected = 0;
        for (int id = 0; id < settings.records(); id++) {
            expected += settings.workload().failsAlways(id) ? 1 : 0;
        }
        return expected;
    }

    /** Records that fail always and lie in the dead-letter topic. */
    int rightLetters() {
        return (int) letters.keySet().stream().filter(settings.workload()::failsAlways).count();
    }

    /** Records that lie there though a further call would have succeeded. */
    int wrongLetters() {
        return letters.size() - rightLetters();
    }

    int doubleLetters() {
        return letters.values().stream().mapToInt(copies -> copies.size() - 1).sum();
    }

    /**
     * Second letters of records that no kill can have caught between an acknowledgement and the
     * commit, or that can't be recognised by the place of their origin.
     */
    int unexplainedLetters(double commitMillis) {
        int unexplained = 0;
        for (Map.Entry<Integer, List<DeadLetters.Letter>> entry : letters.entrySet()) {
            List<DeadLetters.Letter> copies = entry.getValue();
            Set<String> origins = new HashSet<>();
            copies.forEach(copy -> origins.add(copy.origin()));
            boolean explained =
                    origins.size() == 1 && millisBeforeKill(entry.getKey()) <= commitMillis;
            unexplained += copies.size() == 1 || explained ? 0 : 1;
        }
        return unexplained;
    }

    /** Records with more calls than they need. */
    int repeated() {
        int repeated = 0;
        for (int id = 0; id < settings.records(); id++) {
            repeated += repeated(id) ? 1 : 0;
        }
        return repeated;
    }

    private boolean repeated(int id) {
        return starts[id] > settings.workload().calls(id);
    }

    /**
     * Of all records that were called too often: how long before a kill the call had ended that was
     * made again; what was still open counts as 0, what no kill explains as infinite.
     */
    double oldestRepeatMillis() {
        double oldest = 0;
        for (int id = 0; id < settings.records(); id++) {
            if (repeated(id)) {
                oldest = Math.max(oldest, millisBeforeKill(id));
            }
        }
        return oldest;
    }

    private double millisBeforeKill(int id) {
        long least = Long.MAX_VALUE;
        for (long[] ofLife : endedBeforeKill) {
            least = ofLife[id] == NEVER ? least : Math.min(least, ofLife[id]);
        }
        return least == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : least / 1e3;
    }

    /** Returns what the process says about itself. */
    double stat(String name) {
        return Double.parseDouble(stats.getProperty(name));
    }
}
