package steadfast.system.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Lifecycle;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.lifecycle.PaymentState;

/** payment-service around its lifecycle: rows, each written in one transaction with its events. */
final class PaymentModel {
    private final Lifecycle lifecycle =
            new Lifecycle(SimulatedTime.CHARGE_TIMEOUT, SimulatedTime.VISIBILITY_LAG);
    private final Map<PaymentId, Row> rows = new LinkedHashMap<>();
    private final SimulatedTime time;
    private final Post post;
    private final ModelGateways gateways;
    private final PlantedBug bug;
    private final Coverage coverage;

    PaymentModel(
            SimulatedTime time,
            Post post,
            ModelGateways gateways,
            PlantedBug bug,
            Coverage coverage) {
        this.time = time;
        this.post = post;
        this.gateways = gateways;
        this.bug = bug;
        this.coverage = coverage;
    }

    private static final class Row {
        private Payment payment;
        private List<Letter> lastEvents = List.of();
        private int attempt = 1;

        private Row(Payment payment) {
            this.payment = payment;
        }
    }

    /**
     * What a transaction decided.
     *
     * @param payment null if there is none
     * @param heldBack nothing changed: the decision begins with a call that may not be made now
     */
    record Decided(PaymentDecision decision, @Nullable Payment payment, boolean heldBack) {}

    /** A payment as it begins, at the gateway to which its method is routed now. */
    Payment fresh(PaymentId paymentId, Money amount, String method, Instant payBy) {
        String gateway = gateways.route(method).name();
        return Payment.requested(paymentId, amount, method, gateway, payBy);
    }

    /**
     * Lets a payment that may not be there yet decide; then it begins as given.
     *
     * @param mayCall whether its gateway may be called; asked only if it has to be
     */
    Decided open(Payment fresh, PaymentSignal signal, Predicate<ModelGateway> mayCall) {
        var _ = rows.computeIfAbsent(fresh.paymentId(), absent -> new Row(fresh));
        return begin(fresh.paymentId(), signal, mayCall);
    }

    /** Lets the payment decide, unless that takes a call that may not be made. */
    Decided begin(PaymentId paymentId, PaymentSignal signal, Predicate<ModelGateway> mayCall) {
        Row row = rows.get(paymentId);
        if (row == null) {
            return new Decided(Lifecycle.decideUnknownPayment(signal), null, false);
        }
        PaymentDecision decision =
                lifecycle.decide(
                        row.payment, signal, bug.decidesAt(time.now(), signal, row.payment));
        if (decision.gatewayCall() != null && !mayCall.test(itsOwn(row.payment))) {
            return new Decided(decision, row.payment, true);
        }
        switch (decision) {
            case PaymentDecision.Move move -> carryOut(row, move);
            case PaymentDecision.Republish again -> row.lastEvents.forEach(post::send);
            case PaymentDecision.Ask ask -> {}
            case PaymentDecision.Repeat repeat -> {}
            case PaymentDecision.TooEarly early -> {}
            case PaymentDecision.Contradiction contradiction -> {}
        }
        return new Decided(decision, row.payment, false);
    }

    /** Lets the payment decide. */
    Decided signal(PaymentId paymentId, PaymentSignal signal) {
        return begin(paymentId, signal, gateway -> true);
    }

    private void carryOut(Row row, PaymentDecision.Move move) {
        if (move.staysIn(row.payment.state())) {
            move.events().forEach(event -> publishBeside(row, event));
            return;
        }
        row.payment = row.payment.in(move.next());
        if (move.then() instanceof GatewayCall.Charge(int attempt)) {
            row.attempt = attempt;
        }
        List<PaymentEvent> events = move.events();
        if (!events.isEmpty()) {
            row.lastEvents = events.stream().map(post::publish).toList();
        }
        coverage.reached(row.payment.state());
    }

    /**
     * A repair says it too, and of its kind only the newest; who wants a confirmation asks anew.
     */
    private void publishBeside(Row row, PaymentEvent event) {
        Letter published = post.publish(event);
        if (event instanceof PaymentEvent.PaymentConfirmed) {
            return;
        }
        List<Letter> last = new ArrayList<>(row.lastEvents);
        last.removeIf(letter -> letter.event().getClass() == event.getClass());
        last.add(published);
        row.lastEvents = List.copyOf(last);
    }

    /** Every round of the order says its last events again. */
    void repair(OrderId orderId) {
        for (PaymentId paymentId : List.copyOf(rows.keySet())) {
            if (paymentId.orderId().equals(orderId)) {
                var _ = signal(paymentId, new PaymentSignal.RepairDue());
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
                var _ = signal(row.payment.paymentId(), new PaymentSignal.PayByPassed());
            }
        }
    }

    @Nullable Payment find(PaymentId paymentId) {
        Row row = rows.get(paymentId);
        return row == null ? null : row.payment;
    }

    /** Where the payment began. */
    String gatewayNameOf(PaymentId paymentId) {
        return rows.get(paymentId).payment.gateway();
    }

    /** Where the payment's calls go: to where it began. */
    ModelGateway gatewayOf(PaymentId paymentId) {
        Payment payment = rows.get(paymentId).payment;
        ModelGateway routed = gateways.route(payment.method());
        if (routed != itsOwn(payment)) {
            coverage.record(Situation.CALLED_AGAINST_THE_ROUTING);
        }
        return bug.calls(itsOwn(payment), routed);
    }

    private ModelGateway itsOwn(Payment payment) {
        return gateways.named(payment.gateway());
    }

    /** The attempt that was charged last. */
    int attempt(PaymentId paymentId) {
        return rows.get(paymentId).attempt;
    }

    boolean hasAny() {
        return !rows.isEmpty();
    }

    List<Payment> payments() {
        return rows.values().stream().map(row -> row.payment).toList();
    }

    /** Payments whose first charge the circuit keeps back now. */
    List<Payment> heldBackFromCharge() {
        return payments().stream()
                .filter(payment -> payment.state() instanceof PaymentState.Requested)
                .filter(payment -> itsOwn(payment).circuit().state() == ModelCircuit.State.OPEN)
                .toList();
    }

    Object snapshot() {
        return payments();
    }
}
