package steadfast.messaging;

/**
 * Says whether what is parked may go on, such as a gateway's circuit. Asked every 20 ms at most,
 * for each tier in which something waits, with a lock held: it must answer at once. A service with
 * parking tiers brings its own bean.
 */
@FunctionalInterface
public interface ParkingGate {

    /**
     * How many of the {@code waiting} records of this tier may be handled now: 0 while it is
     * closed, a trickle to probe.
     */
    int admit(String tier, int waiting);
}
