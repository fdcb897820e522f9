package steadfast.sandbox.faults;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;

/** Every payment with a script, and the script's position. For one thread. */
public final class Scripts {

    private final Map<PaymentKey, Progress> scripts = new HashMap<>();

    private record Progress(Script script, Map<Operation, Integer> calls) {

        Optional<Script.Step> next(Operation operation) {
            return script.step(operation, calls.getOrDefault(operation, 0));
        }
    }

    /**
     * Takes a fact in.
     *
     * @throws IllegalStateException if it contradicts what is already known
     */
    public void apply(LedgerEvent ledgerEvent) {
        switch (ledgerEvent) {
            case LedgerEvent.Scripted scripted -> {
                if (has(scripted.paymentId())) {
                    throw new IllegalStateException(
                            "payment " + scripted.paymentId() + " has two scripts");
                }
                scripts.put(
                        scripted.paymentId(),
                        new Progress(scripted.script(), new EnumMap<>(Operation.class)));
            }
            case LedgerEvent.StepTaken taken -> {
                Progress progress = scripts.get(taken.paymentId());
                if (progress == null || progress.next(taken.operation()).isEmpty()) {
                    throw new IllegalStateException(
                            "payment " + taken.paymentId() + " has no step to take");
                }
                progress.calls().merge(taken.operation(), 1, Integer::sum);
            }
            case LedgerEvent.Pending pending -> {}
            case LedgerEvent.ActionRequired asked -> {}
            case LedgerEvent.Captured captured -> {}
            case LedgerEvent.Declined declined -> {}
            case LedgerEvent.Cancelled cancelled -> {}
            case LedgerEvent.Refunded refunded -> {}
            case LedgerEvent.RefundFailed failed -> {}
            case LedgerEvent.Disputed disputed -> {}
        }
    }

    boolean has(PaymentKey paymentId) {
        return scripts.containsKey(paymentId);
    }

    /** Returns the fate of the next call; empty if the payment's script has no step for it. */
    Optional<Script.Step> next(PaymentKey paymentId, Operation operation) {
        return Optional.ofNullable(scripts.get(paymentId))
                .flatMap(progress -> progress.next(operation));
    }
}
