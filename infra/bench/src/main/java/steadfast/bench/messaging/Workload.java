package steadfast.bench.messaging;

import java.util.List;

/**
 * The work of a handler and the records that fail. Decided by the key alone, so that every engine
 * gets the same failures in the same records.
 */
enum Workload {
    /** A slow gateway: measures how many calls are open at once. */
    W1(30_000, 50, 0, 0, 0, Backoff.SHORT),
    /** A flaky gateway: 20 % fail once, 5 % twice, 1 % always. */
    W2(3_000, 20, 200, 50, 10, Backoff.SHORT),
    /** A handler that does nothing: measures the engine's own cost. */
    W3(200_000, 0, 10, 0, 0, Backoff.SHORT),
    /** The flaky gateway with more records, for kills in the middle. */
    W4(30_000, 20, 200, 50, 10, Backoff.SHORT),
    /** All records wait for their retry at the same time. */
    WAITING(20_000, 0, 1_000, 0, 0, Backoff.LONG);

    private static final int PER_MILLE = 1_000;

    /** The delays after each failure. */
    private enum Backoff {
        SHORT,
        LONG;

        List<Integer> millis() {
            return switch (this) {
                case SHORT -> List.of(1_000, 2_000, 4_000);
                case LONG -> List.of(20_000, 20_000, 20_000);
            };
        }
    }

    private final int usualRecords;
    private final int handlerMillis;
    private final int failOnce;
    private final int failTwice;
    private final int failAlways;
    private final Backoff backoff;

    Workload(
            int usualRecords,
            int handlerMillis,
            int failOnce,
            int failTwice,
            int failAlways,
            Backoff backoff) {
        this.usualRecords = usualRecords;
        this.handlerMillis = handlerMillis;
        this.failOnce = failOnce;
        this.failTwice = failTwice;
        this.failAlways = failAlways;
        this.backoff = backoff;
    }

    int usualRecords() {
        return usualRecords;
    }

    int handlerMillis() {
        return handlerMillis;
    }

    /** Returns how often a record is handled again before it becomes a dead letter. */
    int retries() {
        return backoff.millis().size();
    }

    /** Returns how long a record waits after its n-th failure, counted from 1. */
    int backoffMillis(int failure) {
        return backoff.millis().get(failure - 1);
    }

    List<Integer> backoffMillis() {
        return backoff.millis();
    }

    static String key(int id) {
        return "k-" + id;
    }

    static int id(String key) {
        return Integer.parseInt(key, 2, key.length(), 10);
    }

    /** Returns how many calls for this record fail; {@link Integer#MAX_VALUE} means every one. */
    int failures(int id) {
        int hash = key(id).hashCode() * 0x9E3779B1;
        hash ^= hash >>> 15;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        int draw = Math.floorMod(hash, PER_MILLE);
        if (draw < failAlways) {
            return Integer.MAX_VALUE;
        }
        if (draw < failAlways + failTwice) {
            return 2;
        }
        return draw < failAlways + failTwice + failOnce ? 1 : 0;
    }

    /** Returns whether no number of retries helps. */
    boolean failsAlways(int id) {
        return failures(id) > retries();
    }

    /** Returns how long this record takes if it is never late: its calls and its delays. */
    int leastMillis(int id) {
        int calls = calls(id);
        return calls * handlerMillis
                + backoff.millis().stream().limit(calls - 1L).mapToInt(delay -> delay).sum();
    }

    /** Returns how many calls this record needs when nothing is repeated. */
    int calls(int id) {
        return failsAlways(id) ? retries() + 1 : failures(id) + 1;
    }
}
