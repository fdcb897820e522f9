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

    /** A letter that a kill explains was written at most so long before it. */
    private static final long EXPLAINED_BY_KILL_MILLIS = 500;

    private static final long NEVER = Long.MIN_VALUE;

    private final RunSettings settings;
    private final Map<Integer, List<DeadLetters.Letter>> letters;
    private final List<Long> kills;
    private final Properties stats;

    private final long[] lastEnd;
    private final boolean[] lastFailed;
    private final int[] lastLife;
    private final int[] failures;
    private final int[] starts;
    private final boolean[] succeeded;
    private final boolean[] ended;
    private final List<Long> lateness = new ArrayList<>();
    private long firstStart = Long.MAX_VALUE;
    private long lastEnded;
    private long oldestRepeat;
    private int repeats;

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
        succeeded = new boolean[records];
        ended = new boolean[records];
        Arrays.fill(lastEnd, NEVER);
        log.visit(this::see);
        Collections.sort(lateness);
    }

    private void see(int id, CallLog.Kind kind, int attempt, int life, long micros) {
        switch (kind) {
            case START -> {
                starts[id]++;
                firstStart = Math.min(firstStart, micros);
                if (lastEnd[id] != NEVER) {
                    seeAgain(id, life, micros);
                }
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
        if (!ended[id] && (!failed || failures[id] > settings.workload().retries())) {
            ended[id] = true;
            lastEnded = Math.max(lastEnded, micros);
        }
    }

    /** A further call: a retry that was due, or a record that came again after a kill. */
    private void seeAgain(int id, int life, long micros) {
        boolean retry = lastFailed[id] && failures[id] <= settings.workload().retries();
        long due =
                retry
                        ? lastEnd[id] + 1_000L * settings.workload().backoffMillis(failures[id])
                        : Long.MAX_VALUE;
        if (micros >= due - 1_000) {
            if (lastLife[id] == life) {
                lateness.add(micros - due);
            }
            return;
        }
        repeats++;
        if (life > 1 && lastLife[id] < life) {
            oldestRepeat = Math.max(oldestRepeat, kills.get(life - 2) - lastEnd[id]);
        } else {
            // Nobody died: nothing excuses this.
            oldestRepeat = Long.MAX_VALUE;
        }
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
     * Second letters that no kill between an acknowledgement and the commit explains, or that can't
     * be recognised by the place of their origin.
     */
    int unexplainedLetters() {
        int unexplained = 0;
        for (List<DeadLetters.Letter> copies : letters.values()) {
            Set<String> origins = new HashSet<>();
            copies.forEach(copy -> origins.add(copy.origin()));
            for (DeadLetters.Letter copy : copies.subList(0, copies.size() - 1)) {
                unexplained += origins.size() == 1 && beforeAKill(copy) ? 0 : 1;
            }
        }
        return unexplained;
    }

    private boolean beforeAKill(DeadLetters.Letter letter) {
        return kills.stream()
                .map(micros -> micros / 1_000 - letter.writtenMillis())
                .anyMatch(before -> before >= -1 && before <= EXPLAINED_BY_KILL_MILLIS);
    }

    /** Calls for a record whose last call had already ended and asked for none. */
    int repeats() {
        return repeats;
    }

    /** How long before its kill the oldest call had ended that was made again all the same. */
    double oldestRepeatMillis() {
        return oldestRepeat / 1e3;
    }

    /** What the process says about itself. */
    double stat(String name) {
        return Double.parseDouble(stats.getProperty(name));
    }
}
