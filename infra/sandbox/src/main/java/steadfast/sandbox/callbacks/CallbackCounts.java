package steadfast.sandbox.callbacks;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import steadfast.sandbox.protocol.Fault;

/** Counts the callbacks since the start. Thread-safe. */
final class CallbackCounts {

    private static final String NO_FAULT = "none";

    private final Map<String, Long> events = new ConcurrentHashMap<>();
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    /**
     * The counts as the API shows them. If nothing waits, nothing will be sent until a payment
     * changes.
     *
     * @param events changes of a payment by the fault that their callback met, or "none"
     * @param sent messages by kind, each counted once
     * @param repeated how often a message was sent again without a 2xx
     * @param acknowledged messages that got a 2xx
     * @param givenUp messages that never got one
     * @param dropped messages that did not fit into the queue
     * @param waiting messages that are still to be sent, first or again
     */
    record View(
            Map<String, Long> events,
            Map<String, Long> sent,
            long repeated,
            long acknowledged,
            long givenUp,
            long dropped,
            long waiting) {}

    View view() {
        return new View(
                new TreeMap<>(events),
                new TreeMap<>(sent),
                repeated.get(),
                acknowledged.get(),
                givenUp.get(),
                dropped.get(),
                waiting.get());
    }

    void happened(Optional<Fault> fault) {
        events.merge(fault.map(Fault::title).orElse(NO_FAULT), 1L, Long::sum);
    }

    /** Counts a change's messages as one while they wait for the disk, or for a newer change. */
    void planned() {
        waiting.incrementAndGet();
    }

    /** Counts its messages separately from now on. */
    void released() {
        waiting.decrementAndGet();
    }

    /** Returns how many wait, including this one. */
    long accepted() {
        return waiting.incrementAndGet();
    }

    void dropped() {
        waiting.decrementAndGet();
        dropped.incrementAndGet();
    }

    void tried(Callback.Kind kind, int attempt) {
        if (attempt == 1) {
            sent.merge(kind.title(), 1L, Long::sum);
        } else {
            repeated.incrementAndGet();
        }
    }

    void acknowledged() {
        acknowledged.incrementAndGet();
        waiting.decrementAndGet();
    }

    void givenUp() {
        givenUp.incrementAndGet();
        waiting.decrementAndGet();
    }
}
