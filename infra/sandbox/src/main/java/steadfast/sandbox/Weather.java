package steadfast.sandbox;

/**
 * Decides what becomes of each request for a payment (a charge, query, cancel or refund) before
 * anything is done for it. The ledger and the health check have no weather: they are how the
 * weather's damage is judged. Asked by one thread.
 */
interface Weather {

    /** The fate of the request that came in just now. */
    Fate next(Route route);
}
