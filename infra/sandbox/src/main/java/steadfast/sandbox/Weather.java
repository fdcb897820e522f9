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
    private final Prompter prompter;
    private final Clock clock;
    private final Outage outage;
    private final CallCounter calls = new CallCounter();
    // What an outage swallows counts for itself: when it begins must not change later fates.
    private final CallCounter swallowed = new CallCounter();
    private int swallowedCalls;
    private Climate climate;

    /** What a call met, and the source of what else is drawn for it. */
    record Met(Optional<Fault> fault, RandomGenerator random) {}

    Weather(Climate climate, Fates fates, Chance chance, Prompter prompter, Clock clock) {
        this.climate = climate;
        this.fates = fates;
        this.chance = chance;
        this.prompter = prompter;
        this.clock = clock;
        this.outage = new Outage(fates.pace());
        outage.plan(climate);
    }

    /** The fate of the call that came in just now. */
    Fate next(Call call) {
        Instant now = clock.instant();
        if (outage.isOn(now)) {
            swallowedCalls++;
            int ordinal = -swallowed.count(call.paymentId(), call.operation());
            return fates.inAnOutage(chance.of(call.paymentId(), call.operation(), ordinal));
        }
        if (call instanceof Call.Charge charge) {
            outage.charged(now);
            prompter.hear(charge);
        }
        Met met = meet(call.paymentId(), call.operation());
        return met.fault()
                .map(fault -> fates.of(fault, call.operation(), met.random()))
                .orElseGet(() -> fates.fair(met.random()));
    }

    /** What the next callback about this payment meets; it leaves in an outage, too. */
    Met callback(PaymentKey paymentId) {
        return meet(paymentId, Operation.CALLBACK);
    }

    private Met meet(PaymentKey paymentId, Operation operation) {
        RandomGenerator random = chance.of(paymentId, operation, calls.count(paymentId, operation));
        // Drawn in any case, so that a script changes nothing of what is drawn after it.
        Optional<Fault> drawn = climate.draw(operation, random);
        Optional<Fault> fault =
                prompter.next(paymentId, operation).map(Weather::said).orElse(drawn);
        return new Met(fault, random);
    }

    private static Optional<Fault> said(Script.Step step) {
        return switch (step) {
            case Script.Step.Fair fair -> Optional.empty();
            case Script.Step.Meets meets -> Optional.of(meets.fault());
        };
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

    /** Calls that came to us in outages, and no further, since the start. */
    int swallowedCalls() {
        return swallowedCalls;
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
