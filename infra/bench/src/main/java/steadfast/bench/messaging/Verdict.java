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
 * The results that a run's call log and dead-letter topic prove. Times are micro- or milliseconds,
 * as named.
 */
final class Verdict {

    private static final long NEVER = Long.MIN_VALUE;

    private final RunSettings settings;
    private final Map<Integer, List<DeadLetters.Letter>> letters;
    private final Kills kills;
    private final Properties stats;

    private final long[] lastEnd;
    private final boolean[] lastFailed;
    private final int[] lastLife;
    private final int[] failures;
    private final int[] starts;
    private final boolean[] succeeded;
    private final boolean[] ended;
    private final List<Long> lateness = new ArrayList<>();
    private final List<List<Long>> latenessBySource = new ArrayList<>();
    private long firstStart = Long.MAX_VALUE;
    private long lastEnded;
    private long lastFirstStart;
    private long earliestEnd;

    /** Judges a run. */
    Verdict(
            RunSettings settings,
            CallLog log,
            Map<Integer, List<DeadLetters.Letter>> letters,
            Kills kills,
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
        succeeded = new boolean[records];
        ended = new boolean[records];
        Arrays.fill(lastEnd, NEVER);
        settings.sources().forEach(_ -> latenessBySource.add(new ArrayList<>()));
        log.visit(this::record);
        Collections.sort(lateness);
        latenessBySource.forEach(Collections::sort);
    }

    private void record(int id, CallLog.Kind kind, int attempt, int life, long micros) {
        switch (kind) {
            case START -> {
                if (starts[id] == 0) {
                    firstStart = Math.min(firstStart, micros);
                    lastFirstStart = Math.max(lastFirstStart, micros);
                    earliestEnd =
                            Math.max(
                                    earliestEnd,
                                    micros + 1_000L * settings.workload().leastMillis(id));
                } else {
                    recordRetry(id, life, micros);
                }
                starts[id]++;
                kills.started(id, life);
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
        kills.ended(id, life, micros);
        if (!ended[id] && (!failed || failures[id] > settings.workload().retries())) {
            ended[id] = true;
            lastEnded = Math.max(lastEnded, micros);
        }
    }

    /** Notes how late a retry is, within one life: across a kill it would measure the restart. */
    private void recordRetry(int id, int life, long micros) {
        if (lastFailed[id]
                && failures[id] <= settings.workload().retries()
                && lastLife[id] == life) {
            long due = lastEnd[id] + 1_000L * settings.workload().backoffMillis(failures[id]);
            if (micros >= due - 1_000) {
                lateness.add(micros - due);
                latenessBySource.get(id % latenessBySource.size()).add(micros - due);
            }
        }
    }

    /** Returns the time from the first call to the last record's first one. */
    double firstPassSeconds() {
        return (lastFirstStart - firstStart) / 1e6;
    }

    double wallSeconds() {
        return (lastEnded - firstStart) / 1e6;
    }

    /**
     * Returns the time from the first call until the last record could have ended at the earliest:
     * by when each was first called, its calls and the ladder's delays between them.
     */
    double leastSeconds() {
        return (earliestEnd - firstStart) / 1e6;
    }

    double recordsPerSecond() {
        int done = 0;
        for (boolean one : ended) {
            done += one ? 1 : 0;
        }
        return done / wallSeconds();
    }

    /** Returns the lateness of retries within one life: of 0.5 the median, of 1 the maximum. */
    double latenessMillis(double quantile) {
        return millis(lateness, quantile);
    }

    /** Returns the same of the source topic whose retries are the latest. */
    double worstSourcesLatenessMillis(double quantile) {
        return latenessBySource.stream()
                .mapToDouble(ofSource -> millis(ofSource, quantile))
                .max()
                .orElse(Double.NaN);
    }

    private static double millis(List<Long> sorted, double quantile) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int at = (int) Math.ceil(quantile * sorted.size()) - 1;
        return sorted.get(Math.max(0, at)) / 1e3;
    }

    /** Counts records that neither succeeded nor are in the dead-letter topic. */
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

    /** Counts records that always fail and are in the dead-letter topic. */
    int rightLetters() {
        return (int) letters.keySet().stream().filter(settings.workload()::failsAlways).count();
    }

    /** Counts records that are there although a further call would have succeeded. */
    int wrongLetters() {
        return letters.size() - rightLetters();
    }

    int doubleLetters() {
        return letters.values().stream().mapToInt(copies -> copies.size() - 1).sum();
    }

    /**
     * Counts records with a second dead letter that no kill explains: their last call had ended too
     * long before any, or their letters do not name the same source record.
     */
    int unexplainedLetters() {
        int unexplained = 0;
        for (Map.Entry<Integer, List<DeadLetters.Letter>> entry : letters.entrySet()) {
            List<DeadLetters.Letter> copies = entry.getValue();
            Set<String> origins = new HashSet<>();
            copies.forEach(copy -> origins.add(copy.origin()));
            boolean explained = origins.size() == 1 && kills.explain(entry.getKey());
            unexplained += copies.size() == 1 || explained ? 0 : 1;
        }
        return unexplained;
    }

    /** Counts records with more calls than they need. */
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
     * Returns how long before a kill the oldest call had ended that was made again, of all records
     * with more calls than they need; a call that was still open counts as 0, one that no kill
     * explains as infinite.
     */
    double oldestRepeatMillis() {
        double oldest = 0;
        for (int id = 0; id < settings.records(); id++) {
            if (repeated(id)) {
                oldest = Math.max(oldest, kills.millisBefore(id));
            }
        }
        return oldest;
    }

    /**
     * Returns the same age by the oldest that a kill can undo, as commits and pauses go in this
     * run.
     */
    double oldestRepeatByOldestPossible() {
        return kills.byOldestPossible(oldestRepeatMillis());
    }

    /** Returns the longest delays of the probe beside it. */
    CommitProbe.Longest longest() {
        return kills.longest();
    }

    /** Returns a statistic that the process has written about itself. */
    double stat(String name) {
        return Double.parseDouble(stats.getProperty(name));
    }
}
