package steadfast.messaging;

import steadfast.messaging.loop.CrashPoints;

/**
 * Where a process is to die.
 *
 * @param side whose steps count
 * @param nth the occurrence of the step, from 1; 0 for the first one while a batch is under way
 */
record Kill(Side side, CrashPoints.Step step, int nth) {

    static final int UNDER_A_BATCH = 0;

    /** Nowhere. */
    static final Kill NONE = new Kill(Side.NONE, CrashPoints.Step.POLLED, 1);

    /** The loop that reads the source, the one that reads what waits, and the outbox relay. */
    enum Side {
        NONE,
        FIRST,
        WAITING,
        RELAY
    }

    @Override
    public String toString() {
        String which = nth == UNDER_A_BATCH ? "under a batch" : "number " + nth;
        return "%s %s %s".formatted(side, step, which);
    }
}
