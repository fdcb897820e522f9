package steadfast.sandbox.bank;

import java.util.function.Consumer;
import steadfast.sandbox.journal.Journal;
import steadfast.sandbox.journal.LedgerEvent;

/** Takes each fact into the books, hands it to the journal, then tells of it. For one thread. */
public final class EventStore implements Consumer<LedgerEvent> {

    private final LedgerState ledgerState;
    private final Journal journal;
    private Consumer<LedgerEvent> listener = ledgerEvent -> {};

    public EventStore(LedgerState ledgerState, Journal journal) {
        this.ledgerState = ledgerState;
        this.journal = journal;
    }

    /** Who is told from now on. */
    public void tell(Consumer<LedgerEvent> next) {
        listener = next;
    }

    @Override
    public void accept(LedgerEvent ledgerEvent) {
        ledgerState.apply(ledgerEvent);
        journal.append(ledgerEvent);
        listener.accept(ledgerEvent);
    }
}
