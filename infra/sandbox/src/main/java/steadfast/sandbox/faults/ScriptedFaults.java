package steadfast.sandbox.faults;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;

/**
 * Decides the fate of each call of a payment with a script. A script's position is stored as a
 * fact, so a restart continues from it. For one thread.
 */
public final class ScriptedFaults {

    private final Scripts scripts;
    private final Consumer<LedgerEvent> record;
    private final Clock clock;

    /** {@code record} takes a fact into the books and hands it to the journal. */
    public ScriptedFaults(Scripts scripts, Consumer<LedgerEvent> record, Clock clock) {
        this.scripts = scripts;
        this.record = record;
        this.clock = clock;
    }

    /** Stores the script of the first charge that has one. */
    void register(Call.Charge charge) {
        charge.script()
                .filter(script -> !scripts.has(charge.paymentId()))
                .ifPresent(script ->
                        record.accept(
                                new LedgerEvent.Scripted(
                                        charge.paymentId(), script, clock.instant())));
    }

    /**
     * Returns the fate of the next call of the operation by the script, and advances the script.
     */
    Optional<Script.Step> next(PaymentKey paymentId, Operation operation) {
        Optional<Script.Step> step = scripts.next(paymentId, operation);
        step.ifPresent(taken ->
                record.accept(new LedgerEvent.StepTaken(paymentId, operation, clock.instant())));
        return step;
    }
}
