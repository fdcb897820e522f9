package steadfast.gateway.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.OfAny;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.Wording;

/** What Stripe's errors mean. Says codes, never messages: those repeat what was sent. */
final class Faults {
    private static final String UNEXPECTED_STATE = "payment_intent_unexpected_state";

    private Faults() {}

    /** Of a call before which nothing of the operation had an effect. */
    static OfAny of(StripeException e) {
        return switch (e) {
            case NotAnsweredException none -> none.meaning();
            case AuthenticationException ours -> misconfigured("authentication", ours);
            case IdempotencyException ours -> misconfigured("idempotency", ours);
            case InvalidRequestException ours -> misconfigured("invalid request", ours);
            case CardException odd -> nonsense("a card error where no card was asked");
            default -> nonsense("an answer that the library can't read: status " + status(e));
        };
    }

    /** Of a call after which the operation may have had its effect: no refusal takes that back. */
    static OfAny afterEffect(StripeException e) {
        return of(e) instanceof Refused refused
                ? new Unknown(
                        Unknown.Cause.BUSY, "not asked what became of it: " + refused.detail())
                : of(e);
    }

    /** The intent moved on while we looked elsewhere. */
    static boolean movedOn(InvalidRequestException e) {
        return UNEXPECTED_STATE.equals(e.getCode());
    }

    static Unknown nonsense(String detail) {
        return new Unknown(Unknown.Cause.NONSENSE, detail);
    }

    /** A code as Stripe gave it, fit to be stored. */
    static String code(@Nullable String code) {
        return Wording.of(code == null ? "" : code);
    }

    private static Misconfigured misconfigured(String what, StripeException e) {
        return new Misconfigured(what + ": " + code(e.getCode()) + ", status " + status(e));
    }

    private static @Nullable Integer status(StripeException e) {
        return e.getStatusCode();
    }
}
