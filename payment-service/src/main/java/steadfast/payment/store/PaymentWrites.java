package steadfast.payment.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import steadfast.events.kafka.EventEnvelope;
import steadfast.events.kafka.EventOutbox;

/**
 * Combines the writes of hundreds of concurrent handlers into few transactions: writes that arrive
 * while one runs go into the next one together, so the cost per payment falls with the load, and a
 * single write does not wait. Each writer is notified when its change is committed.
 *
 * <p>If a transaction fails, each change is tried again separately: a bad one affects only its own
 * writer.
 */
@ApplicationScoped
class PaymentWrites {
    private static final Comparator<Wanted> BY_PAYMENT =
            Comparator.comparing(wanted -> wanted.write().payment().paymentId().toString());

    private final PaymentTable table;
    private final EventOutbox outbox;
    private final int maxTransactions;
    private final int maxTogether;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Wanted> waiting = new ArrayDeque<>();
    private int running;

    PaymentWrites(PaymentTable table, EventOutbox outbox, StoreConfig config) {
        this.table = table;
        this.outbox = outbox;
        this.maxTransactions = config.maxSharedTransactions();
        this.maxTogether = config.maxTogether();
    }

    private record Wanted(PaymentWrite write, CompletableFuture<Boolean> written) {}

    /**
     * Writes the change, and returns whether the row was as it needs; if so, the change is
     * committed.
     */
    boolean write(PaymentWrite write) {
        Wanted wanted = new Wanted(write, new CompletableFuture<>());
        lock.lock();
        try {
            waiting.add(wanted);
            if (running < maxTransactions) {
                running++;
                Thread.ofVirtual().name("payment-writes").start(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
        try {
            return wanted.written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void writeAll() {
        for (List<Wanted> next = next(); !next.isEmpty(); next = next()) {
            try {
                commit(next);
            } catch (RuntimeException | Error together) {
                next.forEach(this::alone);
            }
        }
    }

    private List<Wanted> next() {
        lock.lock();
        try {
            List<Wanted> next = new ArrayList<>();
            while (next.size() < maxTogether && !waiting.isEmpty()) {
                next.add(waiting.remove());
            }
            running -= next.isEmpty() ? 1 : 0;
            // Two transactions that hold the same payments take them in the same order.
            next.sort(BY_PAYMENT);
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void alone(Wanted wanted) {
        try {
            commit(List.of(wanted));
        } catch (RuntimeException | Error e) {
            wanted.written.completeExceptionally(e);
        }
    }

    private void commit(List<Wanted> together) {
        List<PaymentWrite> writes = together.stream().map(Wanted::write).toList();
        boolean[] written =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            boolean[] rows = table.write(writes);
                            List<EventEnvelope> said = new ArrayList<>();
                            for (int i = 0; i < rows.length; i++) {
                                if (rows[i]) {
                                    said.addAll(writes.get(i).said());
                                }
                            }
                            outbox.sayAgain(said);
                            return rows;
                        });
        for (int i = 0; i < written.length; i++) {
            together.get(i).written.complete(written[i]);
        }
    }
}
