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
 * Tells each call of a payment that has a script what it meets. How far a script is, is a fact like
 * any other: a restart goes on where it stood. For one thread.
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

    /** Takes the script of the first charge that brings one. */
    void hear(Call.Charge charge) {
        charge.script()
                .filter(script -> !scripts.has(charge.paymentId()))
                .ifPresent(script ->
                        record.accept(
                                new LedgerEvent.Scripted(
                                        charge.paymentId(), script, clock.instant())));
    }

    /** What the next call of the operation meets, if a script says so; it counts as taken. */
    Optional<Script.Step> next(PaymentKey paymentId, Operation operation) {
        Optional<Script.Step> step = scripts.next(paymentId, operation);
        step.ifPresent(taken ->
                record.accept(new LedgerEvent.StepTaken(paymentId, operation, clock.instant())));
        return step;
    }
}
