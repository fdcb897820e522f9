package steadfast.sandbox.faults;

import java.time.Duration;
import java.time.Instant;

/**
 * The outage in which no call about a payment succeeds: started by hand, or planned by the fault
 * profile.
 */
final class ScheduledOutage {

    private static final Duration AFTER_FIRST_CHARGE = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(60);

    private final int pace;
    private boolean takenDown;
    private Plan plan = new Plan.None();

    /** The planned outage. */
    private sealed interface Plan {

        /** Nothing. */
        record None() implements Plan {}

        /** An outage some time after the first charge. */
        record OnFirstCharge() implements Plan {}

        /** From this time on, until just before the other one. */
        record Window(Instant from, Instant until) implements Plan {}
    }

    /** {@code pace} divides both the time until it begins and its length. */
    ScheduledOutage(int pace) {
        this.pace = pace;
    }

    /** Discards the plan, and plans the outage of these fault rates. */
    void plan(FaultRates faultRates) {
        plan = faultRates.bringsOutage() ? new Plan.OnFirstCharge() : new Plan.None();
    }

    /** Called for every charge. */
    void charged(Instant now) {
        if (plan instanceof Plan.OnFirstCharge) {
            Instant from = now.plus(AFTER_FIRST_CHARGE.dividedBy(pace));
            plan = new Plan.Window(from, from.plus(LENGTH.dividedBy(pace)));
        }
    }

    /** Blocks all calls until {@link #heal}. */
    void takeDown() {
        takenDown = true;
    }

    /** Ends the current outage, whatever its cause; a later planned one stays planned. */
    void heal(Instant now) {
        if (plan instanceof Plan.Window window && isIn(window, now)) {
            plan = new Plan.None();
        }
        takenDown = false;
    }

    boolean isOn(Instant now) {
        return takenDown
                || switch (plan) {
                    case Plan.None none -> false;
                    case Plan.OnFirstCharge waiting -> false;
                    case Plan.Window window -> isIn(window, now);
                };
    }

    private static boolean isIn(Plan.Window window, Instant now) {
        return !now.isBefore(window.from()) && now.isBefore(window.until());
    }
}
