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
 * Hears what a gateway calls to tell. A callback moves nothing: what is genuine and about a payment
 * as we know it becomes a {@link GatewayFinding}, and whoever handles that asks the gateway; not
 * what the payment shows already, since every charge that is answered is called about, too. Once a
 * claim and payment, so that a gateway that repeats itself makes us ask once; by claim, so that no
 * claim, early, forged by who has the key, or false, can stand in the way of another.
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

    /** What became of the callback, committed, counted and, if it is odd, logged. */
    CallbackOutcome receive(PaymentGateway gateway, CallbackRequest request) {
        return switch (gateway.readCallback(request, clock.instant())) {
            case CallbackReading.Rejected rejected ->
                    seen(gateway, CallbackOutcome.of(rejected.reason()), rejected.detail());
            case CallbackReading.Irrelevant irrelevant ->
                    seen(gateway, CallbackOutcome.IRRELEVANT, irrelevant.what());
            case Genuine genuine ->
                    kept(gateway, "paymentId=" + genuine.paymentId(), () -> take(gateway, genuine));
            case OfReference named ->
                    kept(gateway, "reference=" + named.reference(), () -> take(gateway, named));
        };
    }

    private CallbackOutcome kept(
            PaymentGateway gateway, String about, Callable<CallbackOutcome> work) {
        try {
            return seen(gateway, transactions.run(work).orElse(CallbackOutcome.BUSY), about);
        } catch (RuntimeException e) {
            // Whatever it was, nothing is kept, and the gateway has it still.
            return seen(gateway, CallbackOutcome.NOT_KEPT, "cause=" + e.getClass().getName());
        }
    }

    /** What the gateway knows by a name that we never kept is no payment of ours. */
    private CallbackOutcome take(PaymentGateway gateway, OfReference named) {
        return callbacks
                .named(gateway.name(), named.reference())
                .map(paymentId -> take(gateway, named.of(paymentId)))
                .orElse(CallbackOutcome.IRRELEVANT);
    }

    private CallbackOutcome take(PaymentGateway gateway, Genuine genuine) {
        GatewayFinding finding = finding(gateway, genuine);
        Optional<Payment> known = callbacks.payment(genuine.paymentId());
        if (known.isEmpty()) {
            // Nothing to compare it with, so nothing that is worth remembering.
            callbacks.say(finding);
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
        return switch (callbacks.note(finding, Wording.of(genuine.eventId()), open)) {
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

    private CallbackOutcome seen(PaymentGateway gateway, CallbackOutcome outcome, String detail) {
        watch.saw(gateway.name(), outcome, detail);
        return outcome;
    }
}
