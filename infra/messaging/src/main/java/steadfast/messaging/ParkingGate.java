package steadfast.messaging;

/**
 * Decides whether parked records may continue, such as by a gateway's circuit. Called at most every
 * 20 ms for each tier with waiting records, with a lock held, so it must return at once. A service
 * with parking tiers provides its own bean.
 */
@FunctionalInterface
public interface ParkingGate {

    /**
     * Returns how many of the {@code waiting} records of this tier may be handled now: 0 while it
     * is closed, a trickle to probe.
     */
    int admit(String tier, int waiting);
}
