package steadfast.sandbox.faults;

import java.time.Duration;
import java.time.Instant;

/** When no call about a payment gets through: taken down by hand, or as the weather plans it. */
final class ScheduledOutage {

    private static final Duration AFTER_FIRST_CHARGE = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(60);

    private final int pace;
    private boolean takenDown;
    private Plan plan = new Plan.None();

    /** What the weather plans. */
    private sealed interface Plan {

        /** Nothing. */
        record None() implements Plan {}

        /** An outage some time after the first charge. */
        record OnFirstCharge() implements Plan {}

        /** From then on, until just before the other time. */
        record Window(Instant from, Instant until) implements Plan {}
    }

    /** {@code pace} divides both the time until it begins and its length. */
    ScheduledOutage(int pace) {
        this.pace = pace;
    }

    /** Forgets what was planned, and plans what this climate brings. */
    void plan(FaultRates faultRates) {
        plan = faultRates.bringsOutage() ? new Plan.OnFirstCharge() : new Plan.None();
    }

    /** Hears of every charge. */
    void charged(Instant now) {
        if (plan instanceof Plan.OnFirstCharge) {
            Instant from = now.plus(AFTER_FIRST_CHARGE.dividedBy(pace));
            plan = new Plan.Window(from, from.plus(LENGTH.dividedBy(pace)));
        }
    }

    /** Nothing gets through until {@link #heal}. */
    void takeDown() {
        takenDown = true;
    }

    /** Ends what is on now, by whatever cause; what is planned for later stays planned. */
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
