package steadfast.payment.callback;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import steadfast.events.GatewayFinding;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.OfReference;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.Wording;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.store.CallbackTransactions;
import steadfast.payment.store.GatewayCallbacks;

/**
 * Receives the gateways' callbacks. A callback changes nothing by itself: a genuine one about a
 * known payment becomes a {@link GatewayFinding}, whose handler asks the gateway. Claims that the
 * payment already shows are dropped, since gateways also call about every charge that they answer.
 * Deduplicated per claim and payment, so that a gateway that repeats itself makes us ask once, and
 * so that no early, forged or false claim can block another one.
 */
@ApplicationScoped
public class ReceiveCallbacks {
    private final GatewayCallbacks callbacks;
    private final CallbackTransactions transactions;
    private final CallbackMetrics watch;
    private final Clock clock;

    ReceiveCallbacks(
            GatewayCallbacks callbacks,
            CallbackTransactions transactions,
            CallbackMetrics watch,
            Clock clock) {
        this.callbacks = callbacks;
        this.transactions = transactions;
        this.watch = watch;
        this.clock = clock;
    }

    /** Processes a callback and returns its outcome: committed, counted and, if unusual, logged. */
    CallbackOutcome receive(PaymentGateway gateway, CallbackRequest request) {
        return switch (gateway.readCallback(request, clock.instant())) {
            case CallbackReading.Rejected rejected ->
                    count(gateway, CallbackOutcome.of(rejected.reason()), rejected.detail());
            case CallbackReading.Irrelevant irrelevant ->
                    count(gateway, CallbackOutcome.IRRELEVANT, irrelevant.what());
            case Genuine genuine ->
                    inTransaction(
                            gateway,
                            "paymentId=" + genuine.paymentId(),
                            () -> process(gateway, genuine));
            case OfReference named ->
                    inTransaction(
                            gateway,
                            "reference=" + named.reference(),
                            () -> process(gateway, named));
        };
    }

    private CallbackOutcome inTransaction(
            PaymentGateway gateway, String about, Callable<CallbackOutcome> work) {
        try {
            return count(gateway, transactions.run(work).orElse(CallbackOutcome.BUSY), about);
        } catch (RuntimeException e) {
            // Whatever failed, nothing is stored, and the gateway will send it again.
            return count(gateway, CallbackOutcome.NOT_KEPT, "cause=" + e.getClass().getName());
        }
    }

    /** A gateway reference that we never stored is not one of our payments. */
    private CallbackOutcome process(PaymentGateway gateway, OfReference named) {
        return callbacks
                .named(gateway.name(), named.reference())
                .map(paymentId -> process(gateway, named.of(paymentId)))
                .orElse(CallbackOutcome.IRRELEVANT);
    }

    private CallbackOutcome process(PaymentGateway gateway, Genuine genuine) {
        GatewayFinding finding = finding(gateway, genuine);
        Optional<Payment> known = callbacks.payment(genuine.paymentId());
        if (known.isEmpty()) {
            // There is nothing to compare it with, so nothing worth storing.
            callbacks.publish(finding);
            return CallbackOutcome.UNKNOWN_PAYMENT;
        }
        Payment payment = known.get();
        Optional<CallbackOutcome> objection =
                CallbackClaims.objection(payment, genuine, gateway.name());
        if (objection.isPresent()) {
            return objection.get();
        }
        if (CallbackClaims.isShown(genuine.claim(), payment.state())) {
            return CallbackOutcome.KNOWN;
        }
        boolean open = CallbackClaims.isOpen(genuine.claim(), payment.state());
        return switch (callbacks.record(finding, Wording.of(genuine.eventId()), open)) {
            case PASSED_ON -> CallbackOutcome.PASSED_ON;
            case KNOWN -> CallbackOutcome.DUPLICATE;
            case LATER -> CallbackOutcome.TOO_SOON;
        };
    }

    private GatewayFinding finding(PaymentGateway gateway, Genuine genuine) {
        return new GatewayFinding(
                genuine.paymentId(),
                gateway.name(),
                GatewayFinding.Source.CALLBACK,
                CallbackClaims.verdict(genuine.claim()),
                genuine.amount(),
                null,
                clock.instant());
    }

    private CallbackOutcome count(PaymentGateway gateway, CallbackOutcome outcome, String detail) {
        watch.record(gateway.name(), outcome, detail);
        return outcome;
    }
}
