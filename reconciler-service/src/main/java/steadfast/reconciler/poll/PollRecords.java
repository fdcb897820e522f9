package steadfast.reconciler.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.events.wire.EventOutbox;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.reconciler.lifecycle.GatewayWord;
import steadfast.reconciler.store.Notebook;
import steadfast.reconciler.store.PaymentTerms;
import steadfast.reconciler.store.PolledPayment;
import steadfast.reconciler.store.PolledPayments;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** The two transactions of a poll: one before the call, one after it. */
@ApplicationScoped
class PollRecords {

    private final PolledPayments payments;
    private final PaymentTerms terms;
    private final WatchedOrders orders;
    private final Notebook notebook;
    private final EventOutbox outbox;
    private final PaymentGateway gateway;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    PollRecords(
            PolledPayments payments,
            PaymentTerms terms,
            WatchedOrders orders,
            Notebook notebook,
            EventOutbox outbox,
            PaymentGateway gateway,
            Clock clock) {
        this.payments = payments;
        this.terms = terms;
        this.orders = orders;
        this.notebook = notebook;
        this.outbox = outbox;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** Takes polls that are due, for as long as a lease. */
    @Transactional
    List<DuePoll> claim(int limit) {
        Instant now = clock.instant();
        return payments.claim(now, limit).stream()
                .map(payment -> new DuePoll(payment, closing(payment, now)))
                .toList();
    }

    private @Nullable ChargeRequest closing(PolledPayment payment, Instant now) {
        return payment.closes(now) ? terms.find(payment.paymentId()).orElse(null) : null;
    }

    /** Writes the answer down, and tells payment-service if it can do something with it. */
    @Transactional
    void answered(PolledPayment asked, GatewayWord word) {
        Instant now = clock.instant();
        PaymentId paymentId = asked.paymentId();
        WatchedOrder order = orders.lock(paymentId.orderId(), now);
        word.fact(paymentId.round(), now).ifPresent(fact -> notebook.learn(order, fact, now));
        orders.flush();
        payments.answered(asked, word, random.nextDouble(), now);
        word.finding(paymentId, gateway.name(), now).ifPresent(outbox::say);
    }
}
