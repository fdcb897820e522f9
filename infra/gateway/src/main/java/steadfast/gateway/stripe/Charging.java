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

/** Takes the money: make the intent, keep its ID, confirm it, close it if it is refused. */
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
            return Faults.ofMaking(e, terms.amount());
        }
        try {
            Standing standing = confirm(intent, request.paymentId(), terms, deadline);
            return answer(intent, request, standing, deadline);
        } catch (NotTakenException e) {
            return Faults.of(e.reason());
        } catch (StripeException e) {
            return Faults.afterEffect(e);
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

    private Standing confirm(String intent, PaymentId paymentId, Terms terms, Deadline deadline)
            throws StripeException, NotTakenException {
        PaymentIntent confirmed;
        try {
            confirmed = api.confirm(intent, paymentId, terms.method(), deadline);
        } catch (CardException e) {
            return new Standing.Failed(declined(e, terms));
        } catch (InvalidRequestException e) {
            if (Faults.movedOn(e)) {
                return intents.look(intent, paymentId, deadline);
            }
            if (Standing.refuses(e.getStripeError(), terms.amount())) {
                return new Standing.Failed(declined(e, terms));
            }
            throw new NotTakenException(e);
        } catch (StripeException e) {
            throw new NotTakenException(e);
        }
        // A repeated answer tells how things stood at the first call.
        return StripeApi.replayed(confirmed)
                ? intents.look(intent, paymentId, deadline)
                : Standing.of(confirmed, paymentId);
    }

    private static Declined declined(StripeException e, Terms terms) {
        StripeError error = e.getStripeError();
        return error == null
                ? new Declined(Faults.code(null))
                : Standing.declined(error, terms.amount());
    }

    private GatewayAnswer.OfCharge answer(
            String intent, ChargeRequest request, Standing standing, Deadline deadline) {
        return switch (standing) {
            case Standing.Paid paid -> {
                if (paid.touched()) {
                    yield StripeGateway.otherState("charged, but refunded or disputed");
                }
                yield paid.amount().equals(request.amount())
                        ? new Captured(paid.amount(), paid.at())
                        : Faults.nonsense("an answer about another amount");
            }
            case Standing.Failed failed -> declined(intent, request.paymentId(), failed, deadline);
            case Standing.Acting acting -> new ActionRequired(acting.action(), acting.until());
            case Standing.Processing processing -> StripeGateway.pending();
            case Standing.Closed closed -> StripeGateway.closed(closed);
            case Standing.Unconfirmed open ->
                    StripeGateway.otherState("confirmed, but still unconfirmed");
            case Standing.Nonsense nonsense -> Faults.nonsense(nonsense.what());
        };
    }

    /** Declined means that it can't be paid any more: so only once the intent is cancelled. */
    GatewayAnswer.OfPayment declined(
            String intent, PaymentId paymentId, Standing.Failed failed, Deadline deadline) {
        try {
            return switch (intents.close(intent, paymentId, deadline)) {
                case Standing.Closed closed -> failed.no();
                case Standing.Paid paid ->
                        paid.touched()
                                ? StripeGateway.otherState("declined, but refunded or disputed")
                                : new Captured(paid.amount(), paid.at());
                case Standing.Processing processing -> StripeGateway.pending();
                case Standing.Nonsense nonsense -> Faults.nonsense(nonsense.what());
                case Standing.Failed open -> notClosed();
                case Standing.Unconfirmed open -> notClosed();
                case Standing.Acting open -> notClosed();
            };
        } catch (StripeException e) {
            return Faults.afterEffect(e);
        }
    }

    private static GatewayAnswer.OfPayment notClosed() {
        return StripeGateway.otherState("declined, but not closed");
    }
}
