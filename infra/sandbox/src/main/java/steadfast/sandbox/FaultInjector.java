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
final class FaultInjector {

    private final Fates fates;
    private final SeededRandom seededRandom;
    private final ScriptedFaults scriptedFaults;
    private final Clock clock;
    private final ScheduledOutage outage;
    private final CallCounter calls = new CallCounter();
    // What an outage swallows counts for itself: when it begins must not change later fates.
    private final CallCounter swallowed = new CallCounter();
    private int swallowedCalls;
    private FaultRates faultRates;

    /** What a call met, and the source of what else is drawn for it. */
    record Met(Optional<Fault> fault, RandomGenerator random) {}

    FaultInjector(
            FaultRates faultRates,
            Fates fates,
            SeededRandom seededRandom,
            ScriptedFaults scriptedFaults,
            Clock clock) {
        this.faultRates = faultRates;
        this.fates = fates;
        this.seededRandom = seededRandom;
        this.scriptedFaults = scriptedFaults;
        this.clock = clock;
        this.outage = new ScheduledOutage(fates.pace());
        outage.plan(faultRates);
    }

    /** The fate of the call that came in just now. */
    FaultPlan next(Call call) {
        Instant now = clock.instant();
        if (outage.isOn(now)) {
            swallowedCalls++;
            int ordinal = -swallowed.count(call.paymentId(), call.operation());
            return fates.inAnOutage(seededRandom.of(call.paymentId(), call.operation(), ordinal));
        }
        if (call instanceof Call.Charge charge) {
            outage.charged(now);
            scriptedFaults.hear(charge);
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
        RandomGenerator random =
                seededRandom.of(paymentId, operation, calls.count(paymentId, operation));
        // Drawn in any case, so that a script changes nothing of what is drawn after it.
        Optional<Fault> drawn = faultRates.draw(operation, random);
        Optional<Fault> fault =
                scriptedFaults.next(paymentId, operation).map(FaultInjector::said).orElse(drawn);
        return new Met(fault, random);
    }

    private static Optional<Fault> said(Script.Step step) {
        return switch (step) {
            case Script.Step.Fair fair -> Optional.empty();
            case Script.Step.Meets meets -> Optional.of(meets.fault());
        };
    }

    /** Changes to another climate, and plans its outage anew. */
    void change(FaultRates next) {
        faultRates = next;
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

    FaultRates climate() {
        return faultRates;
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
        return seededRandom.seed();
    }
}
