package steadfast.gateway.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.http.Deadline;

/**
 * Charges a payment: creates the intent, stores its ID, confirms it, and closes it if it is
 * refused.
 */
final class Charging {
    private final StripeApi api;
    private final Intents intents;

    Charging(StripeApi api, Intents intents) {
        this.api = api;
        this.intents = intents;
    }

    GatewayAnswer.OfCharge charge(ChargeRequest request, Terms terms, Deadline deadline) {
        String intent;
        try {
            intent = intents.findOrMake(request, terms, deadline);
        } catch (StripeException e) {
            return StripeErrors.ofMaking(e, terms.amount());
        }
        try {
            PaymentIntentStatus paymentIntentStatus =
                    confirm(intent, request.paymentId(), terms, deadline);
            return answer(intent, request, paymentIntentStatus, deadline);
        } catch (NotTakenException e) {
            return StripeErrors.of(e.reason());
        } catch (StripeException e) {
            return StripeErrors.afterEffect(e);
        }
    }

    /** The confirm itself failed: nothing happened before it. */
    private static final class NotTakenException extends Exception {
        private static final long serialVersionUID = 1L;
        private final StripeException reason;

        NotTakenException(StripeException reason) {
            super(reason);
            this.reason = reason;
        }

        StripeException reason() {
            return reason;
        }
    }

    private PaymentIntentStatus confirm(
            String intent, PaymentId paymentId, Terms terms, Deadline deadline)
            throws StripeException, NotTakenException {
        PaymentIntent confirmed;
        try {
            confirmed = api.confirm(intent, paymentId, terms.method(), deadline);
        } catch (CardException e) {
            return new PaymentIntentStatus.Failed(declined(e, terms));
        } catch (InvalidRequestException e) {
            if (StripeErrors.movedOn(e)) {
                return intents.look(intent, paymentId, deadline);
            }
            if (PaymentIntentStatus.refuses(e.getStripeError(), terms.amount())) {
                return new PaymentIntentStatus.Failed(declined(e, terms));
            }
            throw new NotTakenException(e);
        } catch (StripeException e) {
            throw new NotTakenException(e);
        }
        // A repeated answer shows the state at the first call.
        return StripeApi.replayed(confirmed)
                ? intents.look(intent, paymentId, deadline)
                : PaymentIntentStatus.of(confirmed, paymentId);
    }

    private static Declined declined(StripeException e, Terms terms) {
        StripeError error = e.getStripeError();
        return error == null
                ? new Declined(StripeErrors.code(null))
                : PaymentIntentStatus.declined(error, terms.amount());
    }

    private GatewayAnswer.OfCharge answer(
            String intent,
            ChargeRequest request,
            PaymentIntentStatus paymentIntentStatus,
            Deadline deadline) {
        return switch (paymentIntentStatus) {
            case PaymentIntentStatus.Paid paid -> {
                if (paid.touched()) {
                    yield StripeGateway.otherState("charged, but refunded or disputed");
                }
                yield paid.amount().equals(request.amount())
                        ? new Captured(paid.amount(), paid.at())
                        : StripeErrors.nonsense("an answer about another amount");
            }
            case PaymentIntentStatus.Failed failed ->
                    declined(intent, request.paymentId(), failed, deadline);
            case PaymentIntentStatus.Acting acting ->
                    new ActionRequired(acting.action(), acting.until());
            case PaymentIntentStatus.Processing processing -> StripeGateway.pending();
            case PaymentIntentStatus.Closed closed -> StripeGateway.closed(closed);
            case PaymentIntentStatus.Unconfirmed open ->
                    StripeGateway.otherState("confirmed, but still unconfirmed");
            case PaymentIntentStatus.Nonsense nonsense -> StripeErrors.nonsense(nonsense.what());
        };
    }

    /** Declined means that it can't be paid any more, so only once the intent is cancelled. */
    GatewayAnswer.OfPayment declined(
            String intent,
            PaymentId paymentId,
            PaymentIntentStatus.Failed failed,
            Deadline deadline) {
        try {
            return switch (intents.close(intent, paymentId, deadline)) {
                case PaymentIntentStatus.Closed closed -> failed.no();
                case PaymentIntentStatus.Paid paid ->
                        paid.touched()
                                ? StripeGateway.otherState("declined, but refunded or disputed")
                                : new Captured(paid.amount(), paid.at());
                case PaymentIntentStatus.Processing processing -> StripeGateway.pending();
                case PaymentIntentStatus.Nonsense nonsense ->
                        StripeErrors.nonsense(nonsense.what());
                case PaymentIntentStatus.Failed open -> notClosed();
                case PaymentIntentStatus.Unconfirmed open -> notClosed();
                case PaymentIntentStatus.Acting open -> notClosed();
            };
        } catch (StripeException e) {
            return StripeErrors.afterEffect(e);
        }
    }

    private static GatewayAnswer.OfPayment notClosed() {
        return StripeGateway.otherState("declined, but not closed");
    }
}
