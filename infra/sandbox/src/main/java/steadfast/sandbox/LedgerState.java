package steadfast.sandbox;

/** The state that follows from all facts so far. For one thread. */
final class LedgerState {

    private final PaymentBook payments = new PaymentBook();
    private final Ledger ledger = new Ledger();
    private final Scripts scripts = new Scripts();

    PaymentBook payments() {
        return payments;
    }

    Ledger ledger() {
        return ledger;
    }

    Scripts scripts() {
        return scripts;
    }

    /**
     * Takes a fact in.
     *
     * @throws IllegalStateException if it contradicts what is already known; nothing has changed
     *     then
     */
    void apply(LedgerEvent ledgerEvent) {
        payments.apply(ledgerEvent);
        ledger.apply(ledgerEvent);
        scripts.apply(ledgerEvent);
    }
}
