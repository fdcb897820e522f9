package steadfast.sandbox;

import java.util.function.Consumer;

/**
 * Applies each fact to the ledger, appends it to the journal, then notifies listeners. For one
 * thread.
 */
final class EventStore implements Consumer<LedgerEvent> {

    private final LedgerState ledgerState;
    private final Journal journal;
    private Consumer<LedgerEvent> listener = ledgerEvent -> {};

    EventStore(LedgerState ledgerState, Journal journal) {
        this.ledgerState = ledgerState;
        this.journal = journal;
    }

    /** Sets the listener. */
    void tell(Consumer<LedgerEvent> next) {
        listener = next;
    }

    @Override
    public void accept(LedgerEvent ledgerEvent) {
        ledgerState.apply(ledgerEvent);
        journal.append(ledgerEvent);
        listener.accept(ledgerEvent);
    }
}
