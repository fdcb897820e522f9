package steadfast.sandbox.bank;

import steadfast.sandbox.faults.Scripts;
import steadfast.sandbox.journal.LedgerEvent;

/** The state that follows from all facts so far. For one thread. */
public final class LedgerState {

    private final PaymentBook payments = new PaymentBook();
    private final Ledger ledger = new Ledger();
    private final Scripts scripts = new Scripts();

    /** Returns the payments as they stand. */
    public PaymentBook payments() {
        return payments;
    }

    /** Returns the captures and refunds so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** Returns the scripts of the payments. */
    public Scripts scripts() {
        return scripts;
    }

    /**
     * Takes a fact in.
     *
     * @throws IllegalStateException if it contradicts what is already known; nothing has changed
     *     then
     */
    public void apply(LedgerEvent ledgerEvent) {
        payments.apply(ledgerEvent);
        ledger.apply(ledgerEvent);
        scripts.apply(ledgerEvent);
    }
}
