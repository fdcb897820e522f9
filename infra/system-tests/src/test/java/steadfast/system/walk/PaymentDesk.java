package steadfast.system.walk;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Lifecycle;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.lifecycle.Signal;

/** payment-service around its lifecycle: rows, each written in one transaction with its events. */
final class PaymentDesk {
    private final Lifecycle lifecycle =
            new Lifecycle(WalkedTime.CHARGE_TIMEOUT, WalkedTime.VISIBILITY_LAG);
    private final Map<PaymentId, Row> rows = new LinkedHashMap<>();
    private final WalkedTime time;
    private final Post post;
    private final Tally tally;

    PaymentDesk(WalkedTime time, Post post, Tally tally) {
        this.time = time;
        this.post = post;
        this.tally = tally;
    }

    private static final class Row {
        private Payment payment;
        private List<Letter> lastSaid = List.of();
        private int attempt = 1;

        private Row(Payment payment) {
            this.payment = payment;
        }
    }

    /** What a transaction decided; {@code payment} is null if there is none. */
    record Decided(Decision decision, @Nullable Payment payment) {}

    /** Takes the signal to a payment that begins as given if it is not there yet. */
    Decided open(Payment fresh, Signal signal) {
        var _ = rows.computeIfAbsent(fresh.paymentId(), absent -> new Row(fresh));
        return signal(fresh.paymentId(), signal);
    }

    Decided signal(PaymentId paymentId, Signal signal) {
        Row row = rows.get(paymentId);
        if (row == null) {
            return new Decided(lifecycle.decideUnknownPayment(signal), null);
        }
        Decision decision = lifecycle.decide(row.payment, signal, time.now());
        switch (decision) {
            case Decision.Move move -> carryOut(row, move);
            case Decision.SayAgain again -> row.lastSaid.forEach(post::send);
            case Decision.Ask ask -> {}
            case Decision.Repeat repeat -> {}
            case Decision.TooEarly early -> {}
            case Decision.Contradiction contradiction -> {}
        }
        return new Decided(decision, row.payment);
    }

    private void carryOut(Row row, Decision.Move move) {
        row.payment = row.payment.in(move.next());
        if (move.then() instanceof GatewayCall.Charge(int attempt)) {
            row.attempt = attempt;
        }
        List<PaymentEvent> events = move.events();
        if (!events.isEmpty()) {
            row.lastSaid = events.stream().map(post::say).toList();
        }
        tally.reached(row.payment.state());
    }

    /** Every round of the order says its last events again. */
    void repair(OrderId orderId) {
        for (PaymentId paymentId : List.copyOf(rows.keySet())) {
            if (paymentId.orderId().equals(orderId)) {
                var _ = signal(paymentId, new Signal.RepairDue());
            }
        }
    }

    Instant now() {
        return time.now();
    }

    /** Closes what was never sent and no longer may be. */
    void sweep() {
        for (Row row : rows.values()) {
            if (row.payment.state() instanceof PaymentState.Requested
                    && time.now().isAfter(row.payment.payBy())) {
                var _ = signal(row.payment.paymentId(), new Signal.PayByPassed());
            }
        }
    }

    @Nullable Payment find(PaymentId paymentId) {
        Row row = rows.get(paymentId);
        return row == null ? null : row.payment;
    }

    /** The attempt that was charged last. */
    int attempt(PaymentId paymentId) {
        return rows.get(paymentId).attempt;
    }

    List<Payment> payments() {
        return rows.values().stream().map(row -> row.payment).toList();
    }

    Object snapshot() {
        return payments();
    }
}
