package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.wire.EventOutbox;
import steadfast.events.wire.Said;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.Lifecycle;
import steadfast.payment.lifecycle.Lifecycles;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.lifecycle.Signal;

/**
 * Takes signals to payments: under the row's lock the {@link Lifecycle} decides, and what it
 * decided (new state and events) is committed as one.
 */
@ApplicationScoped
public class Payments {
    private final PaymentRows rows;
    private final BoundedTransactions transactions;
    private final PaymentWrites writes;
    private final EventOutbox outbox;
    private final Lifecycles lifecycles;
    private final Clock clock;

    Payments(
            PaymentRows rows,
            BoundedTransactions transactions,
            PaymentWrites writes,
            EventOutbox outbox,
            Lifecycles lifecycles,
            Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.writes = writes;
        this.outbox = outbox;
        this.lifecycles = lifecycles;
        this.clock = clock;
    }

    /**
     * As {@link #begin}, for a payment that may not be there yet: then it begins as given, also if
     * its first call may not.
     */
    public Decided open(Payment fresh, Signal signal, Predicate<Payment> mayCall) {
        Decision decision = lifecycles.of(fresh).decide(fresh, signal, clock.instant());
        boolean asked = decision.gatewayCall() != null;
        boolean heldBack = asked && !mayCall.test(fresh);
        if (!heldBack && decision instanceof Decision.Move move) {
            Payment moved = fresh.in(move.next());
            if (writes.write(new PaymentWrite.Open(moved, prepare(move)))) {
                return new Decided(move, moved);
            }
        }
        return transactions.run(() -> {
            rows.insertIfAbsent(fresh, clock.instant());
            return decide(
                    fresh.paymentId(),
                    signal,
                    // Asked once: a probe that was granted is not granted twice.
                    found ->
                            (asked && found.gateway().equals(fresh.gateway()))
                                    ? !heldBack
                                    : mayCall.test(found));
        });
    }

    /**
     * As {@link #signal}, for somebody who has just seen the payment: if it still stands so, its
     * row need not be read again.
     */
    public Decided answer(Payment seen, Signal signal) {
        if (seen.state() instanceof PaymentState.Sent sent
                && lifecycles.of(seen).decide(seen, signal, clock.instant())
                        instanceof Decision.Move move) {
            Payment moved = seen.in(move.next());
            if (writes.write(new PaymentWrite.Answer(sent.attempt(), moved, prepare(move)))) {
                return new Decided(move, moved);
            }
        }
        return signal(seen.paymentId(), signal);
    }

    private List<Said> prepare(Decision.Move move) {
        return move.events().stream().map(outbox::prepare).toList();
    }

    /**
     * As {@link #signal}, but holds a decision back whose call may not be made now: then nothing
     * changes.
     */
    public Decided begin(PaymentId paymentId, Signal signal, Predicate<Payment> mayCall) {
        return transactions.run(() -> decide(paymentId, signal, mayCall));
    }

    /** Lets the payment decide about the signal and commits what it decided. */
    public Decided signal(PaymentId paymentId, Signal signal) {
        return begin(paymentId, signal, payment -> true);
    }

    private Decided decide(PaymentId paymentId, Signal signal, Predicate<Payment> mayCall) {
        Optional<PaymentRow> found = rows.locked(paymentId);
        if (found.isEmpty()) {
            return new Decided(Lifecycle.decideUnknownPayment(signal), null);
        }
        PaymentRow row = found.get();
        Payment payment = PaymentMapping.read(row);
        Decision decision = lifecycles.of(payment).decide(payment, signal, clock.instant());
        if (decision.gatewayCall() != null && !mayCall.test(payment)) {
            return new Decided(decision, payment, true);
        }
        return switch (decision) {
            case Decision.Move move -> {
                apply(move, row);
                yield new Decided(move, payment.in(move.next()));
            }
            case Decision.SayAgain again -> {
                outbox.read(row.lastSaid).forEach(outbox::sayAgain);
                yield new Decided(again, payment);
            }
            case Decision.Ask ask -> new Decided(ask, payment);
            case Decision.Repeat repeat -> new Decided(repeat, payment);
            case Decision.TooEarly tooEarly -> new Decided(tooEarly, payment);
            case Decision.Contradiction contradiction -> new Decided(contradiction, payment);
        };
    }

    private void apply(Decision.Move move, PaymentRow row) {
        PaymentMapping.write(move.next(), row);
        row.updatedAt = clock.instant();
        List<PaymentEvent> events = move.events();
        if (!events.isEmpty()) {
            row.lastSaid = outbox.write(events.stream().map(outbox::say).toList());
        }
    }

    /** Every round of the order, the first one first. */
    public List<PaymentView> ofOrder(OrderId orderId) {
        return transactions.run(() -> rows.roundsOf(orderId).stream().map(Payments::view).toList());
    }

    /** Payments of which no call is open although their time is over, the oldest first. */
    public List<PaymentId> neverSent(Instant payByBefore, int limit) {
        return transactions.run(
                () -> rows.neverSent(payByBefore, limit).stream().map(PaymentId::parse).toList());
    }

    private static PaymentView view(PaymentRow row) {
        return new PaymentView(
                PaymentMapping.read(row), row.status, row.attempt, row.createdAt, row.updatedAt);
    }
}
