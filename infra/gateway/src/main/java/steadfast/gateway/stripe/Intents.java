package steadfast.gateway.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.util.List;
import java.util.Optional;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.http.Deadline;

/** Finds and closes the intent of a payment: one intent per payment, whose ID we store. */
final class Intents {
    private final StripeApi api;
    private final StripeSettings settings;
    private final GatewayReferences references;

    Intents(StripeApi api, StripeSettings settings, GatewayReferences references) {
        this.api = api;
        this.settings = settings;
        this.references = references;
    }

    /**
     * Returns the ID of the payment's intent, which is created unconfirmed if there is none, and
     * stored before it may be confirmed.
     */
    String findOrMake(ChargeRequest request, Terms terms, Deadline deadline)
            throws StripeException {
        Optional<String> known = references.find(settings.name(), request.paymentId());
        if (known.isPresent()) {
            return known.get();
        }
        PaymentIntent made;
        try {
            made = api.create(request, terms.amount(), terms.method(), deadline);
        } catch (InvalidRequestException e) {
            // Once the key has expired, today's limits would decide about a payment accepted long
            // ago.
            Optional<String> before =
                    StripeErrors.ofMaking(e, terms.amount()) instanceof Declined
                            ? find(request.paymentId(), deadline)
                            : Optional.empty();
            if (before.isPresent()) {
                return before.get();
            }
            throw e;
        }
        if (!PaymentIntentStatus.isOf(made, request.paymentId())) {
            throw new NotAnsweredException(StripeErrors.nonsense("the intent of another payment"));
        }
        references.store(settings.name(), request.paymentId(), made.getId());
        return made.getId();
    }

    /** Returns the ID of the payment's intent, if there is a visible one. */
    Optional<String> find(PaymentId paymentId, Deadline deadline) throws StripeException {
        Optional<String> known = references.find(settings.name(), paymentId);
        if (known.isPresent()) {
            return known;
        }
        List<PaymentIntent> found = api.search(paymentId, deadline);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1 || !PaymentIntentStatus.isOf(found.getFirst(), paymentId)) {
            throw new NotAnsweredException(StripeErrors.nonsense("not exactly one intent of ours"));
        }
        String intent = found.getFirst().getId();
        references.store(settings.name(), paymentId, intent);
        return Optional.of(intent);
    }

    /** Returns the intent's current state. */
    PaymentIntentStatus look(String intent, PaymentId paymentId, Deadline deadline)
            throws StripeException {
        return PaymentIntentStatus.of(api.retrieve(intent, deadline), paymentId);
    }

    /** Cancels the intent, unless it is closed or paid by now, and returns its state then. */
    PaymentIntentStatus close(String intent, PaymentId paymentId, Deadline deadline)
            throws StripeException {
        try {
            return PaymentIntentStatus.of(api.cancel(intent, deadline), paymentId);
        } catch (InvalidRequestException e) {
            if (StripeErrors.movedOn(e)) {
                return look(intent, paymentId, deadline);
            }
            throw e;
        }
    }
}
