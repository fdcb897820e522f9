package steadfast.system.simulation;

/** What becomes of one call to the gateway. */
enum Fate {
    /** Done, and answered. */
    ANSWERED,
    /** A timeout before anything happened. */
    LOST,
    /** A timeout after everything happened. */
    ANSWER_LOST,
    /** A timeout, and the request arrives when its caller has long given up. */
    LANDS_LATE,
    /** 429: this one call was not taken. */
    REFUSED,
    /** A query misses what the gateway did a moment ago, and answers how it stood before. */
    LAGGED
}
