package steadfast.sandbox.faults;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;

/**
 * Decides what becomes of each call about a payment before anything is done for it. The ledger, the
 * health check and the weather's own page have no weather: they are how its damage is judged. For
 * one thread.
 */
public final class FaultInjector {

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
    public record Met(Optional<Fault> fault, RandomGenerator random) {}

    public FaultInjector(
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
    public FaultPlan next(Call call) {
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
    public Met callback(PaymentKey paymentId) {
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
    public void change(FaultRates next) {
        faultRates = next;
        outage.plan(next);
    }

    /** Nothing gets through until {@link #heal}. */
    public void takeDown() {
        outage.takeDown();
    }

    /** Ends the outage that is on now. */
    public void heal() {
        outage.heal(clock.instant());
    }

    /** Returns the rates in force. */
    public FaultRates climate() {
        return faultRates;
    }

    /** Calls that came to us in outages, and no further, since the start. */
    public int swallowedCalls() {
        return swallowedCalls;
    }

    /** True during a planned outage. */
    public boolean isDown() {
        return outage.isOn(clock.instant());
    }

    /** Returns by how much every wait is divided. */
    public int pace() {
        return fates.pace();
    }

    /** Returns the seed of everything that is left to chance. */
    public long seed() {
        return seededRandom.seed();
    }
}
