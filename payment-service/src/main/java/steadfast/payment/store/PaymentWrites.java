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
    private static final Comparator<PendingWrite> BY_PAYMENT =
            Comparator.comparing(pending -> pending.write().payment().paymentId().toString());

    private final PaymentTable table;
    private final EventOutbox outbox;
    private final int maxTransactions;
    private final int maxTogether;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<PendingWrite> waiting = new ArrayDeque<>();
    private int running;

    PaymentWrites(PaymentTable table, EventOutbox outbox, StoreConfig config) {
        this.table = table;
        this.outbox = outbox;
        this.maxTransactions = config.maxSharedTransactions();
        this.maxTogether = config.maxTogether();
    }

    private record PendingWrite(PaymentWrite write, CompletableFuture<Boolean> written) {}

    /**
     * Writes the change, and returns whether the row was as it needs; if so, the change is
     * committed.
     */
    boolean write(PaymentWrite write) {
        PendingWrite pending = new PendingWrite(write, new CompletableFuture<>());
        lock.lock();
        try {
            waiting.add(pending);
            if (running < maxTransactions) {
                running++;
                Thread.ofVirtual().name("payment-writes").start(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
        try {
            return pending.written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void writeAll() {
        for (List<PendingWrite> next = next(); !next.isEmpty(); next = next()) {
            try {
                commit(next);
            } catch (RuntimeException | Error together) {
                next.forEach(this::alone);
            }
        }
    }

    private List<PendingWrite> next() {
        lock.lock();
        try {
            List<PendingWrite> next = new ArrayList<>();
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

    private void alone(PendingWrite pending) {
        try {
            commit(List.of(pending));
        } catch (RuntimeException | Error e) {
            pending.written.completeExceptionally(e);
        }
    }

    private void commit(List<PendingWrite> together) {
        List<PaymentWrite> writes = together.stream().map(PendingWrite::write).toList();
        boolean[] written =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            boolean[] rows = table.write(writes);
                            List<EventEnvelope> envelopes = new ArrayList<>();
                            for (int i = 0; i < rows.length; i++) {
                                if (rows[i]) {
                                    envelopes.addAll(writes.get(i).envelopes());
                                }
                            }
                            outbox.republish(envelopes);
                            return rows;
                        });
        for (int i = 0; i < written.length; i++) {
            together.get(i).written.complete(written[i]);
        }
    }
}
