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
 * Decides the fate of each call about a payment before it is processed. The ledger, the health
 * check and the fault settings are never affected: the damage is measured by them. For one thread.
 */
public final class FaultInjector {

    private final Fates fates;
    private final SeededRandom seededRandom;
    private final ScriptedFaults scriptedFaults;
    private final Clock clock;
    private final ScheduledOutage outage;
    private final CallCounter calls = new CallCounter();
    // Calls lost in an outage are counted separately: its start must not change later fates.
    private final CallCounter swallowed = new CallCounter();
    private int swallowedCalls;
    private FaultRates faultRates;

    /** A call's fate, and the source of its further random choices. */
    public record DrawnFault(Optional<Fault> fault, RandomGenerator random) {}

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

    /** Returns the fate of the call that just arrived. */
    public FaultPlan next(Call call) {
        Instant now = clock.instant();
        if (outage.isOn(now)) {
            swallowedCalls++;
            int ordinal = -swallowed.count(call.paymentId(), call.operation());
            return fates.inAnOutage(seededRandom.of(call.paymentId(), call.operation(), ordinal));
        }
        if (call instanceof Call.Charge charge) {
            outage.charged(now);
            scriptedFaults.register(charge);
        }
        DrawnFault drawn = draw(call.paymentId(), call.operation());
        return drawn.fault()
                .map(fault -> fates.of(fault, call.operation(), drawn.random()))
                .orElseGet(() -> fates.fair(drawn.random()));
    }

    /**
     * Returns the fate of the next callback about this payment; callbacks are sent even in an
     * outage.
     */
    public DrawnFault callback(PaymentKey paymentId) {
        return draw(paymentId, Operation.CALLBACK);
    }

    private DrawnFault draw(PaymentKey paymentId, Operation operation) {
        RandomGenerator random =
                seededRandom.of(paymentId, operation, calls.count(paymentId, operation));
        // Drawn in any case, so that a script does not change later random choices.
        Optional<Fault> drawn = faultRates.draw(operation, random);
        Optional<Fault> fault =
                scriptedFaults.next(paymentId, operation).map(FaultInjector::fault).orElse(drawn);
        return new DrawnFault(fault, random);
    }

    private static Optional<Fault> fault(Script.Step step) {
        return switch (step) {
            case Script.Step.Fair fair -> Optional.empty();
            case Script.Step.Meets meets -> Optional.of(meets.fault());
        };
    }

    /** Changes the fault rates, and plans the outage again. */
    public void change(FaultRates next) {
        faultRates = next;
        outage.plan(next);
    }

    /** Blocks all calls until {@link #heal}. */
    public void takeDown() {
        outage.takeDown();
    }

    /** Ends the current outage. */
    public void heal() {
        outage.heal(clock.instant());
    }

    /** Returns the rates in force. */
    public FaultRates climate() {
        return faultRates;
    }

    /** Returns the calls lost in outages since the start. */
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
