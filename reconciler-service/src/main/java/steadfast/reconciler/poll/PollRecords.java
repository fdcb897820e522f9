package steadfast.reconciler.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import steadfast.events.PaymentId;
import steadfast.events.kafka.EventOutbox;
import steadfast.reconciler.gateway.GatewayClient;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.store.AskedPayment;
import steadfast.reconciler.store.OrderTracker;
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
    private final OrderTracker orderTracker;
    private final EventOutbox outbox;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    PollRecords(
            PolledPayments payments,
            PaymentTerms terms,
            WatchedOrders orders,
            OrderTracker orderTracker,
            EventOutbox outbox,
            Clock clock) {
        this.payments = payments;
        this.terms = terms;
        this.orders = orders;
        this.orderTracker = orderTracker;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Leases polls that are due. */
    @Transactional
    List<DuePoll> claim(int limit) {
        Instant now = clock.instant();
        return payments.claim(now, limit).stream().map(payment -> due(payment, now)).toList();
    }

    private DuePoll due(PolledPayment payment, Instant now) {
        AskedPayment asked = terms.asked(payment.paymentId());
        return new DuePoll(payment, asked, payment.closes(now) && asked.terms() != null);
    }

    /** Stores the answer, and sends it to payment-service if it can act on it. */
    @Transactional
    void answered(PolledPayment asked, GatewayClient.Answer answer) {
        GatewayStatus status = answer.status();
        Instant now = clock.instant();
        PaymentId paymentId = asked.paymentId();
        WatchedOrder order = orders.lock(paymentId.orderId(), now);
        status.fact(paymentId.round(), now)
                .ifPresent(observedEvent -> orderTracker.add(order, observedEvent, now));
        orders.flush();
        payments.answered(asked, status, random.nextDouble(), now);
        status.finding(paymentId, answer.gateway(), now).ifPresent(outbox::publish);
    }
}
