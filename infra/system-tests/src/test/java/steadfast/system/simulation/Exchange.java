package steadfast.system.simulation;

import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.StockLevel;
import steadfast.gateway.GatewayAnswer;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.system.simulation.PaymentModel.Decided;

/**
 * One record in the hands of payment-service, line by line: a transaction, a call, a transaction,
 * perhaps more, then the acknowledgement. Between any two lines it may die, and then everything
 * here is forgotten while the database and the gateway remember.
 */
final class Exchange {
    /** As many as payment-service makes for one record. */
    private static final int MAX_CALLS = 3;

    private enum Line {
        FIRST_TRANSACTION,
        CALL,
        TRANSACTION,
        ACKNOWLEDGEMENT,
        OVER
    }

    private final PaymentModel model;
    private final Post post;
    private final PlantedBug bug;
    private final Coverage coverage;
    private final Lane lane;
    private final Delivery delivery;
    private Line next = Line.FIRST_TRANSACTION;
    private @Nullable Payment payment;
    private @Nullable GatewayCall call;
    private @Nullable GatewayAnswer answer;
    private Outcome outcome = Outcome.DONE;
    private Instant askedAt = Instant.EPOCH;
    private int calls;

    Exchange(PaymentModel model, Post post, PlantedBug bug, Coverage coverage, Lane lane) {
        this.model = model;
        this.post = post;
        this.bug = bug;
        this.coverage = coverage;
        this.lane = lane;
        this.delivery = lane.first();
        lane.begin();
        if (bug.acknowledgesFirst()) {
            lane.acknowledge(delivery);
        }
    }

    boolean calls() {
        return next == Line.CALL;
    }

    boolean over() {
        return next == Line.OVER;
    }

    /** Whether a record about this payment is in work. */
    boolean isAbout(PaymentId paymentId) {
        return payment != null && payment.paymentId().equals(paymentId);
    }

    /** Whether an answer about this payment is here, and nobody knows it yet. */
    boolean holdsAnswerAbout(PaymentId paymentId) {
        return next == Line.TRANSACTION && payment != null && payment.paymentId().equals(paymentId);
    }

    /** Nothing more happens here; unless it was acknowledged, the record comes again. */
    void die() {
        lane.end();
        next = Line.OVER;
    }

    /** The next line; {@code fate} is what a call would meet. */
    void goOn(Fate fate, Random random) {
        switch (next) {
            case FIRST_TRANSACTION -> begin(delivery.event());
            case CALL -> {
                Payment asked = Objects.requireNonNull(payment);
                GatewayCall made = Objects.requireNonNull(call);
                int attempt = model.attempt(asked.paymentId());
                askedAt = model.now();
                answer =
                        bug.understood(made, gateway().guarded(made, asked, attempt, fate, random));
                calls++;
                next = Line.TRANSACTION;
            }
            case TRANSACTION ->
                    follow(model.signal(Objects.requireNonNull(payment).paymentId(), answered()));
            case ACKNOWLEDGEMENT -> {
                settle();
                die();
            }
            case OVER -> throw new IllegalStateException("nothing is left to do");
        }
    }

    private ModelGateway gateway() {
        return model.gatewayOf(Objects.requireNonNull(payment).paymentId());
    }

    private void begin(Event event) {
        next = Line.ACKNOWLEDGEMENT;
        switch (event) {
            case OrderSubmitted e ->
                    charge(model.fresh(e.paymentId(), e.total(), e.paymentMethod(), e.payBy()));
            case OrderRetryRequested e ->
                    charge(model.fresh(e.paymentId(), e.total(), e.paymentMethod(), e.payBy()));
            case RefundRequested e ->
                    signal(
                            e.paymentId(),
                            new PaymentSignal.RefundDue(e.refundNumber(), e.amount(), e.reason()));
            case OrderCancelRequested e -> signal(e.paymentId(), new PaymentSignal.CancelDue());
            case PaymentConfirmationRequested e ->
                    signal(e.paymentId(), new PaymentSignal.ConfirmationDue(e.askedAt()));
            case PaymentCheckRequested e ->
                    signal(e.paymentId(), new PaymentSignal.CheckDue(e.askedAt()));
            case GatewayFinding e -> signal(e.paymentId(), bug.found(e));
            case ReviewDecided e -> signal(e.paymentId(), new PaymentSignal.Decided(e.decision()));
            case RepairRequested e when e.owner() == Owner.PAYMENT -> model.repair(e.orderId());
            // The order's own way: nothing for the payment to do.
            case OrderEvent e -> {}
            case RepairRequested e -> {}
            case EvidenceRequested e -> {}
            // Not on these topics.
            case PaymentEvent e -> {}
            case FulfillmentEvent e -> {}
            case StockLevel e -> {}
        }
    }

    private void charge(Payment fresh) {
        PaymentSignal due = new PaymentSignal.ChargeDue(fresh.amount(), fresh.method());
        follow(model.open(fresh, due, this::admitted));
    }

    private void signal(PaymentId paymentId, PaymentSignal signal) {
        follow(model.begin(paymentId, signal, this::admitted));
    }

    private boolean admitted(ModelGateway gateway) {
        return gateway.circuit().admits(delivery.retried());
    }

    private void follow(Decided decided) {
        payment = decided.payment();
        next = Line.ACKNOWLEDGEMENT;
        if (decided.heldBack()) {
            coverage.record(
                    Objects.requireNonNull(payment).state() instanceof PaymentState.Requested
                            ? Situation.PARKED_BEFORE_ITS_CHARGE
                            : Situation.PARKED_BEFORE_ANOTHER_CALL);
            outcome = new Outcome.Retry("gateway-sick", "not called now", gateway().name());
            return;
        }
        GatewayCall wanted = decided.decision().gatewayCall();
        if (wanted == null) {
            outcome = Outcomes.of(decided.decision(), payment, call, answer, parkAt());
        } else if (calls < MAX_CALLS) {
            call = wanted;
            next = Line.CALL;
        } else {
            outcome =
                    new Outcome.Retry(
                            "gateway-undecided", "the gateway's answers contradict each other");
        }
    }

    /** What is owed while the circuit isn't closed costs no attempt. */
    private @Nullable String parkAt() {
        boolean parks = payment != null && gateway().circuit().state() != ModelCircuit.State.CLOSED;
        return parks && !bug.burnsAttempts() ? gateway().name() : null;
    }

    private PaymentSignal answered() {
        return switch (Objects.requireNonNull(call)) {
            case GatewayCall.Charge(int attempt) ->
                    new PaymentSignal.ChargeAnswered(attempt, (GatewayAnswer.OfCharge) answer);
            case GatewayCall.Query query ->
                    new PaymentSignal.QueryAnswered((GatewayAnswer.OfQuery) answer);
            case GatewayCall.Confirm confirm ->
                    new PaymentSignal.ConfirmAnswered(confirm, (GatewayAnswer.OfQuery) answer);
            case GatewayCall.AskForOtherAmount ask ->
                    new PaymentSignal.OtherAmountAnswered((GatewayAnswer.OfQuery) answer);
            case GatewayCall.RefundOtherAmount refund ->
                    new PaymentSignal.OtherRefundAnswered((GatewayAnswer.OfRefund) answer);
            case GatewayCall.Cancel cancel ->
                    new PaymentSignal.CancelAnswered((GatewayAnswer.OfCancel) answer, askedAt);
            case GatewayCall.Refund refund ->
                    new PaymentSignal.RefundAnswered(
                            refund.refundNumber(), (GatewayAnswer.OfRefund) answer);
        };
    }

    private void settle() {
        switch (outcome) {
            case Outcome.Done done -> lane.acknowledge(delivery);
            case Outcome.Retry(String kind, String reason, String tier) when tier != null -> {
                if (kind.equals("gateway-unknown")) {
                    coverage.record(Situation.PARKED_UNTIL_AN_ANSWER);
                }
                post.park(lane, delivery, tier);
            }
            case Outcome.Retry retry -> post.retry(lane, delivery, retry.kind());
            case Outcome.Dead dead -> {
                // Only a person, who saw it some time ago, may decide what it contradicts, and a
                // gateway may lie about another's payment.
                BrokenPromiseError.unless(
                        delivery.event() instanceof ReviewDecided
                                || isAnotherGateways(delivery.event()),
                        Promises.AGREEMENT,
                        delivery.event() + ": " + dead.reason());
                post.bury(lane, delivery, dead.kind());
            }
        }
    }

    private boolean isAnotherGateways(Event event) {
        return event instanceof GatewayFinding finding
                && payment != null
                && !payment.gateway().equals(finding.gateway());
    }
}
