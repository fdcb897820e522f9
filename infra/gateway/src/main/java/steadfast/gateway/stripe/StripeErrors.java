package steadfast.gateway.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.OfAny;
import steadfast.gateway.GatewayAnswer.OfPayment;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;
import steadfast.gateway.Wording;

/** Maps Stripe's errors to answers. */
final class StripeErrors {
    /** Leaves room for the request's ID. */
    private static final int MAX_MESSAGE_CHARS = 160;

    private static final String UNEXPECTED_STATE = "payment_intent_unexpected_state";

    private StripeErrors() {}

    /** Maps the error of a call before which the operation had no effect. */
    static OfAny of(StripeException e) {
        return switch (e) {
            case NotAnsweredException none -> none.meaning();
            case AuthenticationException ours -> misconfigured("authentication", ours);
            case IdempotencyException ours -> misconfigured("idempotency", ours);
            case InvalidRequestException ours -> misconfigured("invalid request", ours);
            case CardException odd -> nonsense("a card error to a call without a card");
            default -> nonsense("an answer that the library can't read: status " + status(e));
        };
    }

    /**
     * Maps the error of the call that creates the intent. If it is refused for its terms there is
     * no intent: nothing was ever confirmed, since that needs its ID, which we store first.
     */
    static OfPayment ofMaking(StripeException e, long amount) {
        StripeError error = e instanceof InvalidRequestException ? e.getStripeError() : null;
        NotPayable why = error == null ? null : StripeTermRefusals.why(error, amount);
        return why == null ? of(e) : Declined.notPayableThisWay(why, error(e));
    }

    /**
     * Maps the error of a call after which the operation may have had its effect, which no refusal
     * undoes.
     */
    static OfAny afterEffect(StripeException e) {
        return of(e) instanceof Refused refused
                ? new Unknown(
                        Unknown.Cause.BUSY, "its outcome was not queried: " + refused.detail())
                : of(e);
    }

    /** The intent changed in the meantime. */
    static boolean movedOn(InvalidRequestException e) {
        return UNEXPECTED_STATE.equals(e.getCode());
    }

    static Unknown nonsense(String detail) {
        return new Unknown(Unknown.Cause.NONSENSE, detail);
    }

    /** Returns Stripe's code, safe to store. */
    static String code(@Nullable String code) {
        return Wording.of(code == null ? "" : code);
    }

    /** Returns Stripe's own error, with the request ID for its support. */
    static GatewayError error(StripeException e) {
        StripeError error = e.getStripeError();
        if (error == null) {
            return GatewayError.of(e.getCode(), null);
        }
        String message = error.getMessage() == null ? "" : error.getMessage();
        return error(error, e.getRequestId() == null ? message : cut(message) + requestId(e));
    }

    /** Returns Stripe's own error of an attempt to pay. */
    static GatewayError error(StripeError error) {
        return error(error, error.getMessage());
    }

    /** For an unsupported currency, Stripe names the parameter and gives no code. */
    private static GatewayError error(StripeError error, @Nullable String message) {
        String code = error.getCode() == null ? error.getType() : error.getCode();
        String detail = error.getDeclineCode() == null ? error.getParam() : error.getDeclineCode();
        return GatewayError.of(detail == null ? code : code + "(" + detail + ")", message);
    }

    private static String cut(String message) {
        return message.substring(0, Math.min(message.length(), MAX_MESSAGE_CHARS));
    }

    private static String requestId(StripeException e) {
        return " (" + e.getRequestId() + ")";
    }

    private static Misconfigured misconfigured(String what, StripeException e) {
        return Misconfigured.of(what + ", status " + status(e), error(e));
    }

    private static @Nullable Integer status(StripeException e) {
        return e.getStatusCode();
    }
}
