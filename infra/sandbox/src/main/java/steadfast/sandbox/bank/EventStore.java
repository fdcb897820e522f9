package steadfast.sandbox.bank;

import java.util.function.Consumer;
import steadfast.sandbox.journal.Journal;
import steadfast.sandbox.journal.LedgerEvent;

/**
 * Applies each fact to the ledger, appends it to the journal, then notifies listeners. For one
 * thread.
 */
public final class EventStore implements Consumer<LedgerEvent> {

    private final LedgerState ledgerState;
    private final Journal journal;
    private Consumer<LedgerEvent> listener = ledgerEvent -> {};

    public EventStore(LedgerState ledgerState, Journal journal) {
        this.ledgerState = ledgerState;
        this.journal = journal;
    }

    /** Sets the listener. */
    public void listen(Consumer<LedgerEvent> next) {
        listener = next;
    }

    @Override
    public void accept(LedgerEvent ledgerEvent) {
        ledgerState.apply(ledgerEvent);
        journal.append(ledgerEvent);
        listener.accept(ledgerEvent);
    }
}
