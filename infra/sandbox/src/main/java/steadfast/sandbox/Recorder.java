package steadfast.sandbox;

import java.util.function.Consumer;

/** Takes each fact into the books, hands it to the journal, then tells of it. For one thread. */
final class Recorder implements Consumer<Fact> {

    private final Books books;
    private final Journal journal;
    private Consumer<Fact> listener = fact -> {};

    Recorder(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
    }

    /** Who is told from now on. */
    void tell(Consumer<Fact> next) {
        listener = next;
    }

    @Override
    public void accept(Fact fact) {
        books.apply(fact);
        journal.append(fact);
        listener.accept(fact);
    }
}
