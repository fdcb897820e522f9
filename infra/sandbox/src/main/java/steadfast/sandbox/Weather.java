package steadfast.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of each call about a payment before anything is done for it. The ledger, the
 * health check and the weather's own page have no weather: they are how its damage is judged. For
 * one thread.
 */
final class Weather {

    private final Fates fates;
    private final Chance chance;
    private final Clock clock;
    private final Outage outage;
    private final CallCounter calls = new CallCounter();
    // What an outage swallows counts for itself: when it begins must not change later fates.
    private final CallCounter swallowed = new CallCounter();
    private Climate climate;

    Weather(Climate climate, Fates fates, Chance chance, Clock clock) {
        this.climate = climate;
        this.fates = fates;
        this.chance = chance;
        this.clock = clock;
        this.outage = new Outage(fates.pace());
        outage.plan(climate);
    }

    /** The fate of the call that came in just now. */
    Fate next(Call call) {
        Instant now = clock.instant();
        if (outage.isOn(now)) {
            return fates.inAnOutage(chance.of(call, -swallowed.count(call)));
        }
        int ordinal = calls.count(call);
        RandomGenerator random = chance.of(call, ordinal);
        Optional<Fault> drawn = climate.draw(call.operation(), random);
        Optional<Fault> fault = calledFor(call, ordinal).or(() -> drawn);
        if (call.operation() == Operation.CHARGE) {
            outage.charged(now);
        }
        return fault.map(met -> fates.of(met, call.operation(), random))
                .orElseGet(() -> fates.fair(random));
    }

    private static Optional<Fault> calledFor(Call call, int ordinal) {
        return call instanceof Call.Charge charge && ordinal == 1
                ? Fault.calledForBy(charge.paymentMethod())
                : Optional.empty();
    }

    /** Changes to another climate, and plans its outage anew. */
    void change(Climate next) {
        climate = next;
        outage.plan(next);
    }

    /** Nothing gets through until {@link #heal}. */
    void takeDown() {
        outage.takeDown();
    }

    /** Ends the outage that is on now. */
    void heal() {
        outage.heal(clock.instant());
    }

    Climate climate() {
        return climate;
    }

    boolean isDown() {
        return outage.isOn(clock.instant());
    }

    int pace() {
        return fates.pace();
    }

    long seed() {
        return chance.seed();
    }
}
