package steadfast.bench.payments;

/** What the gateway is like while payments are measured. */
enum Scenario {
    /** It answers everything: what counts is how many payments come through a second. */
    CALM,
    /** 20 % of the payments fail once, 5 % twice, 1 % always. */
    FLAKY,
    /** It is away for a minute while orders come. */
    OUTAGE,
    /** It is away, and another one is well: that one's buyers must not notice. */
    SECOND,
    /** payment-service begins again at the earliest record: new orders lie behind all old ones. */
    RESTART
}
