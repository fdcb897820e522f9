package steadfast.bench.payments;

/** The conditions under which payments are measured. */
enum Scenario {
    /** The gateway answers everything: measures payments per second. */
    CALM,
    /** 20 % of the payments fail once, 5 % twice, 1 % always. */
    FLAKY,
    /** The gateway is away for a minute while orders come. */
    OUTAGE,
    /** One gateway is away, and another one is well: the buyers of that one must not notice. */
    SECOND,
    /** payment-service reads from the earliest record again: new orders come after all old ones. */
    RESTART
}
