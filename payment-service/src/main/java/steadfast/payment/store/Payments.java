package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.kafka.EventEnvelope;
import steadfast.events.kafka.EventOutbox;
import steadfast.payment.lifecycle.Lifecycle;
import steadfast.payment.lifecycle.Lifecycles;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;
import steadfast.payment.lifecycle.PaymentSignal;

/**
 * Applies signals to payments: the {@link Lifecycle} decides by the payment as it was read, and its
 * decision (new state and events) is committed atomically if the payment is still unchanged.
 * Otherwise another signal came first, and this one is decided again.
 */
@ApplicationScoped
public class Payments {
    /** Each try is lost to a move, and a payment has few of them. */
    private static final int MAX_LOST_RACES = 20;

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
     * As {@link #signal}, for a payment that may not exist yet: then it is created as given, even
     * if its first call is not admitted.
     */
    public DecisionResult open(Payment fresh, PaymentSignal signal, Predicate<Payment> mayCall) {
        if (lifecycles.of(fresh).decide(fresh, signal, clock.instant())
                instanceof PaymentDecision.Move move) {
            boolean heldBack = move.then() != null && !mayCall.test(fresh);
            Payment opened = heldBack ? fresh : fresh.in(move.next());
            List<EventEnvelope> envelopes = heldBack ? List.of() : envelopes(move);
            if (writes.write(new PaymentWrite.Open(opened, envelopes))) {
                return new DecisionResult(move, opened, heldBack);
            }
        }
        return begin(fresh.paymentId(), signal, mayCall);
    }

    /** As {@link #signal}, for a caller that has just read the payment. */
    public DecisionResult answer(Payment seen, PaymentSignal signal) {
        return decide(seen, signal, payment -> true)
                .orElseGet(() -> signal(seen.paymentId(), signal));
    }

    /** Lets the payment decide about the signal and commits what it decided. */
    public DecisionResult signal(PaymentId paymentId, PaymentSignal signal) {
        return begin(paymentId, signal, payment -> true);
    }

    /**
     * As {@link #signal}, but holds back a decision whose call is not admitted now: then nothing
     * changes.
     *
     * @param mayCall asked again if the payment changed meanwhile
     */
    public DecisionResult begin(
            PaymentId paymentId, PaymentSignal signal, Predicate<Payment> mayCall) {
        for (int race = 0; race < MAX_LOST_RACES; race++) {
            Optional<Payment> seen = transactions.run(() -> rows.payment(paymentId));
            if (seen.isEmpty()) {
                return new DecisionResult(Lifecycle.decideUnknownPayment(signal), null);
            }
            Optional<DecisionResult> decided = decide(seen.get(), signal, mayCall);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        throw new IllegalStateException("changes faster than it can be decided: " + paymentId);
    }

    /** Returns empty if the payment has changed since it was read; then nothing was done. */
    private Optional<DecisionResult> decide(
            Payment seen, PaymentSignal signal, Predicate<Payment> mayCall) {
        PaymentDecision decision = lifecycles.of(seen).decide(seen, signal, clock.instant());
        if (decision.gatewayCall() != null && !mayCall.test(seen)) {
            return Optional.of(new DecisionResult(decision, seen, true));
        }
        return switch (decision) {
            case PaymentDecision.Move move when move.staysIn(seen.state()) ->
                    publishBeside(seen, envelopes(move))
                            ? Optional.of(new DecisionResult(move, seen))
                            : Optional.empty();
            case PaymentDecision.Move move -> {
                Payment moved = seen.in(move.next());
                yield writes.write(new PaymentWrite.Change(seen, moved, envelopes(move)))
                        ? Optional.of(new DecisionResult(move, moved))
                        : Optional.empty();
            }
            case PaymentDecision.Republish again ->
                    republish(seen)
                            ? Optional.of(new DecisionResult(again, seen))
                            : Optional.empty();
            case PaymentDecision.Ask ask -> Optional.of(new DecisionResult(ask, seen));
            case PaymentDecision.Repeat repeat -> Optional.of(new DecisionResult(repeat, seen));
            case PaymentDecision.TooEarly tooEarly ->
                    Optional.of(new DecisionResult(tooEarly, seen));
            case PaymentDecision.Contradiction contradiction ->
                    Optional.of(new DecisionResult(contradiction, seen));
        };
    }

    private List<EventEnvelope> envelopes(PaymentDecision.Move move) {
        return move.events().stream().map(outbox::envelope).toList();
    }

    /** Locked, so that no later event of the payment gets ahead of the old one. */
    private boolean republish(Payment seen) {
        return transactions.run(() -> {
            Optional<PaymentRow> row =
                    rows.locked(seen.paymentId()).filter(found -> found.payment().equals(seen));
            row.ifPresent(found -> outbox.republish(outbox.read(found.lastSaid)));
            return row.isPresent();
        });
    }

    /**
     * A repair publishes the events that led to this state, and the newest of each kind published
     * since. Confirmations are outdated by then: a service that needs one asks again.
     */
    private boolean publishBeside(Payment seen, List<EventEnvelope> envelopes) {
        return transactions.run(() -> {
            Optional<PaymentRow> row =
                    rows.locked(seen.paymentId()).filter(found -> found.payment().equals(seen));
            row.ifPresent(found -> {
                List<EventEnvelope> last = beside(outbox.read(found.lastSaid), envelopes);
                rows.storeLastEvents(seen.paymentId(), outbox.write(last), clock.instant());
                outbox.republish(envelopes);
            });
            return row.isPresent();
        });
    }

    private static List<EventEnvelope> beside(
            List<EventEnvelope> before, List<EventEnvelope> envelopes) {
        List<EventEnvelope> lasting =
                envelopes.stream()
                        .filter(one -> !(one.event() instanceof PaymentEvent.PaymentConfirmed))
                        .toList();
        Set<Class<?>> renewed =
                lasting.stream().map(one -> one.event().getClass()).collect(Collectors.toSet());
        return Stream.concat(
                        before.stream().filter(one -> !renewed.contains(one.event().getClass())),
                        lasting.stream())
                .toList();
    }

    /** Returns every round of the order, in order. */
    public List<PaymentView> ofOrder(OrderId orderId) {
        return transactions.run(() -> {
            List<PaymentRow> rounds = rows.roundsOf(orderId);
            Map<String, GatewayErrorRow> errors = rows.errorsOf(rounds);
            return rounds.stream().map(row -> view(row, errors.get(row.paymentId))).toList();
        });
    }

    /** Returns payments that have no open call although their time is over, oldest first. */
    public List<PaymentId> neverSent(Instant payByBefore, int limit) {
        return transactions.run(
                () -> rows.neverSent(payByBefore, limit).stream().map(PaymentId::parse).toList());
    }

    private static PaymentView view(PaymentRow row, @Nullable GatewayErrorRow error) {
        return new PaymentView(
                row.payment(),
                row.status,
                row.attempt,
                error == null ? null : error.lastError(),
                row.createdAt,
                row.updatedAt);
    }
}
