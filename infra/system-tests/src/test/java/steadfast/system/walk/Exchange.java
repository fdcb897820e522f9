package steadfast.system.walk;

import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.StockLevel;
import steadfast.gateway.GatewayAnswer;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.lifecycle.Signal;
import steadfast.system.walk.PaymentDesk.Decided;

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

    private final PaymentDesk desk;
    private final ModelGateway gateway;
    private final Post post;
    private final PlantedBug bug;
    private final Post.Lane lane;
    private final Post.Delivery delivery;
    private Line next = Line.FIRST_TRANSACTION;
    private @Nullable Payment payment;
    private @Nullable GatewayCall call;
    private @Nullable GatewayAnswer answer;
    private Outcome outcome = Outcome.DONE;
    private Instant askedAt = Instant.EPOCH;
    private int calls;

    Exchange(PaymentDesk desk, ModelGateway gateway, Post post, PlantedBug bug, Post.Lane lane) {
        this.desk = desk;
        this.gateway = gateway;
        this.post = post;
        this.bug = bug;
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
                int attempt = desk.attempt(asked.paymentId());
                askedAt = desk.now();
                answer = bug.understood(made, gateway.call(made, asked, attempt, fate, random));
                calls++;
                next = Line.TRANSACTION;
            }
            case TRANSACTION ->
                    follow(desk.signal(Objects.requireNonNull(payment).paymentId(), answered()));
            case ACKNOWLEDGEMENT -> {
                settle();
                die();
            }
            case OVER -> throw new IllegalStateException("nothing is left to do");
        }
    }

    private void begin(Event event) {
        next = Line.ACKNOWLEDGEMENT;
        switch (event) {
            case OrderSubmitted e ->
                    follow(
                            desk.open(
                                    Payment.requested(
                                            e.paymentId(), e.total(), e.paymentMethod(), "bank", e.payBy()),
                                    new Signal.ChargeDue(e.total(), e.paymentMethod())));
            case OrderRetryRequested e ->
                    follow(
                            desk.open(
                                    Payment.requested(
                                            e.paymentId(), e.total(), e.paymentMethod(), "bank", e.payBy()),
                                    new Signal.ChargeDue(e.total(), e.paymentMethod())));
            case RefundRequested e ->
                    signal(
                            e.paymentId(),
                            new Signal.RefundDue(e.refundNumber(), e.amount(), e.reason()));
            case OrderCancelRequested e -> signal(e.paymentId(), new Signal.CancelDue());
            case GatewayFinding e ->
                    signal(
                            e.paymentId(),
                            new Signal.FindingHeard(
                                    e.source(), e.verdict(), e.amount(), e.observedAt()));
            case ReviewDecided e -> signal(e.paymentId(), new Signal.Decided(e.decision()));
            case RepairRequested e when e.owner() == Owner.PAYMENT -> desk.repair(e.orderId());
            // The order's own way: nothing for the payment to do.
            case OrderEvent e -> {}
            case RepairRequested e -> {}
            // Not on these topics.
            case PaymentEvent e -> {}
            case FulfillmentEvent e -> {}
            case StockLevel e -> {}
        }
    }

    private void signal(PaymentId paymentId, Signal signal) {
        follow(desk.signal(paymentId, signal));
    }

    private void follow(Decided decided) {
        payment = decided.payment();
        call = nextCall(decided.decision());
        if (call != null && calls < MAX_CALLS) {
            next = Line.CALL;
            return;
        }
        next = Line.ACKNOWLEDGEMENT;
        outcome =
                call == null
                        ? outcomeOf(decided.decision())
                        : new Outcome.Retry("gateway-undecided", "the gateway changes its mind");
    }

    private static @Nullable GatewayCall nextCall(Decision decision) {
        return switch (decision) {
            case Decision.Move move -> move.then();
            case Decision.Ask ask -> ask.call();
            case Decision.SayAgain again -> null;
            case Decision.Repeat repeat -> null;
            case Decision.TooEarly early -> null;
            case Decision.Contradiction contradiction -> null;
        };
    }

    private Signal answered() {
        return switch (Objects.requireNonNull(call)) {
            case GatewayCall.Charge(int attempt) ->
                    new Signal.ChargeAnswered(attempt, (GatewayAnswer.OfCharge) answer);
            case GatewayCall.Query query ->
                    new Signal.QueryAnswered((GatewayAnswer.OfQuery) answer);
            case GatewayCall.Cancel cancel ->
                    new Signal.CancelAnswered((GatewayAnswer.OfCancel) answer, askedAt);
            case GatewayCall.Refund refund ->
                    new Signal.RefundAnswered(
                            refund.refundNumber(), (GatewayAnswer.OfRefund) answer);
        };
    }

    private Outcome outcomeOf(Decision decision) {
        return switch (decision) {
            case Decision.TooEarly early -> new Outcome.Retry("too-early", early.waitsFor());
            case Decision.Contradiction(String what) -> new Outcome.Dead("contradiction", what);
            case Decision.Move move -> afterAnswer();
            case Decision.Ask ask -> afterAnswer();
            case Decision.SayAgain again -> afterAnswer();
            case Decision.Repeat repeat -> afterAnswer();
        };
    }

    /** While the payment is open an answer that is none is still owed. */
    private Outcome afterAnswer() {
        if (answer == null || payment == null || !payment.state().open()) {
            return Outcome.DONE;
        }
        boolean owed =
                answer instanceof GatewayAnswer.Unknown
                        || answer instanceof GatewayAnswer.Refused
                        || (answer instanceof GatewayAnswer.NotFound
                                && payment.state() instanceof PaymentState.Refunding);
        return owed ? new Outcome.Retry("gateway-unknown", answer.toString()) : Outcome.DONE;
    }

    private void settle() {
        switch (outcome) {
            case Outcome.Done done -> lane.acknowledge(delivery);
            case Outcome.Retry retry -> post.retry(lane, delivery);
            case Outcome.Dead dead -> {
                // Only a person, who saw it some time ago, may decide what it contradicts.
                BrokenPromiseError.unless(
                        delivery.event() instanceof ReviewDecided,
                        Promises.AGREEMENT,
                        delivery.event() + ": " + dead.reason());
                post.bury(lane, delivery);
            }
        }
    }
}
