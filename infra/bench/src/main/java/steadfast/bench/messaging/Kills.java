package steadfast.bench.messaging;

import java.util.Arrays;
import java.util.List;

/**
 * How old each record's last call was when its process was killed: only what ended just before a
 * kill may have to be done again.
 */
final class Kills {

    /** The longest that the engine polls while records complete. */
    private static final int POLL_MILLIS = 10;

    /**
     * The waits for the broker that may lie between the end of a call and its commit: for the copy
     * of a failed record, for the commit that is on its way, and for the commit itself.
     */
    private static final int ROUND_TRIPS = 3;

    private static final long NEVER = Long.MIN_VALUE;

    private final List<Long> kills;
    private final CommitProbe.Longest longest;

    /** By life and record: how long before the kill its last call had ended; NEVER if none had. */
    private final long[][] endedBefore;

    /**
     * Of one run; every life but the last ends with a kill.
     *
     * @param kills the times of the kills in microseconds
     * @param longest the longest delays in the killed lives
     */
    Kills(int records, List<Long> kills, CommitProbe.Longest longest) {
        this.kills = List.copyOf(kills);
        this.longest = longest;
        endedBefore = new long[kills.size()][records];
        for (long[] ofLife : endedBefore) {
            Arrays.fill(ofLife, NEVER);
        }
    }

    /** Notes that a call began in this life, counted from 1. */
    void started(int id, int life) {
        if (life <= kills.size()) {
            endedBefore[life - 1][id] = 0;
        }
    }

    /** Notes that the record's last call ended in this life, counted from 1. */
    void ended(int id, int life, long micros) {
        if (life <= kills.size()) {
            endedBefore[life - 1][id] = kills.get(life - 1) - micros;
        }
    }

    /**
     * Returns how long before a kill the record's call had ended, the shortest of all lives; 0 for
     * a call that was still open, infinite if it had none in any life that was killed.
     */
    double millisBefore(int id) {
        long least = Long.MAX_VALUE;
        for (long[] ofLife : endedBefore) {
            least = ofLife[id] == NEVER ? least : Math.min(least, ofLife[id]);
        }
        return least == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : least / 1e3;
    }

    /** Returns the age by the oldest that a kill can undo, as commits and pauses go in this run. */
    double byOldestPossible(double millis) {
        return millis
                / (RunSettings.COMMIT_INTERVAL.toMillis()
                        + POLL_MILLIS
                        + ROUND_TRIPS * longest.commitMillis()
                        + longest.pauseMillis());
    }

    /** Returns whether a kill may have undone the record's last call. */
    boolean explain(int id) {
        return byOldestPossible(millisBefore(id)) <= 1;
    }

    CommitProbe.Longest longest() {
        return longest;
    }
}
