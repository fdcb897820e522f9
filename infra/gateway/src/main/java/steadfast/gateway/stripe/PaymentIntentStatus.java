package steadfast.gateway.stripe;

import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.events.DeclineKind;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.ActionLink;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.NotPayable;
import steadfast.gateway.Wording;

/** The state of a PaymentIntent, in our terms. Reading is strict: incomplete data is rejected. */
sealed interface PaymentIntentStatus {
    /** For methods other than cards: the buyer, or their provider, declined. */
    Set<String> REFUSED =
            Set.of(
                    "card_decline_rate_limit_exceeded",
                    "payment_intent_authentication_failure",
                    "payment_intent_payment_attempt_expired",
                    "payment_intent_payment_attempt_failed",
                    "payment_method_customer_decline",
                    "payment_method_provider_decline",
                    "payment_method_provider_timeout");

    /** Created, and not charged yet: it may be confirmed. */
    record Unconfirmed() implements PaymentIntentStatus {}

    /** Refused by the card's issuer, and still payable by another try: not closed. */
    record Failed(Declined no) implements PaymentIntentStatus {}

    /** The buyer must act. */
    record Acting(String action, Instant until) implements PaymentIntentStatus {}

    /** Not decided yet. */
    record Processing() implements PaymentIntentStatus {}

    /**
     * Captured.
     *
     * @param givenBack whether a refund was started
     * @param disputed whether it was ever disputed, also if that is over
     */
    record Paid(Money amount, Instant at, boolean givenBack, boolean disputed)
            implements PaymentIntentStatus {

        /** Returns whether only a query can tell where the money is. */
        boolean touched() {
            return givenBack || disputed;
        }
    }

    /**
     * Never to be captured.
     *
     * @param no why it was refused before; null if it was only cancelled
     */
    record Closed(@Nullable Declined no) implements PaymentIntentStatus {}

    /** Not an intent of ours, or not one at all. */
    record Nonsense(String what) implements PaymentIntentStatus {}

    /** Returns the state of this intent, if it belongs to this payment. */
    static PaymentIntentStatus of(@Nullable PaymentIntent intent, PaymentId paymentId) {
        if (intent == null || intent.getId() == null || intent.getStatus() == null) {
            return new Nonsense("not a payment intent");
        }
        if (!isOf(intent, paymentId)) {
            return new Nonsense("the intent of another payment");
        }
        return switch (intent.getStatus()) {
            case "requires_confirmation" -> new Unconfirmed();
            case "requires_payment_method" -> {
                StripeError error = intent.getLastPaymentError();
                yield error == null ? new Unconfirmed() : new Failed(declined(error, intent));
            }
            case "requires_action" -> acting(intent);
            case "processing" -> new Processing();
            case "succeeded" -> paid(intent);
            case "canceled" -> {
                StripeError error = intent.getLastPaymentError();
                yield new Closed(error == null ? null : declined(error, intent));
            }
            default -> new Nonsense("status " + Wording.of(intent.getStatus()));
        };
    }

    /** Returns whether this is the payment's intent, in any state. */
    static boolean isOf(@Nullable PaymentIntent intent, PaymentId paymentId) {
        return intent != null
                && intent.getId() != null
                && intent.getMetadata() != null
                && paymentId.toString().equals(intent.getMetadata().get(StripeApi.PAYMENT_ID));
    }

    /**
     * Returns whether a confirm was refused because of this payment, and not because of our
     * request.
     */
    static boolean refuses(@Nullable StripeError error, long amount) {
        return error != null
                && (StripeTermRefusals.why(error, amount) != null
                        || (error.getCode() != null && REFUSED.contains(error.getCode())));
    }

    private static Declined declined(StripeError error, PaymentIntent intent) {
        return declined(error, intent.getAmount() == null ? 0 : intent.getAmount());
    }

    /**
     * Returns the decline of an attempt to pay: the issuer's, or that no buyer can pay this way.
     */
    static Declined declined(StripeError error, long amount) {
        NotPayable why = StripeTermRefusals.why(error, amount);
        return why == null
                ? new Declined(DeclineKind.REFUSED, reason(error), StripeErrors.error(error))
                : Declined.notPayableThisWay(why, StripeErrors.error(error));
    }

    private static String reason(StripeError error) {
        String code = error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode();
        return StripeErrors.code(code);
    }

    private static PaymentIntentStatus acting(PaymentIntent intent) {
        PaymentIntent.NextAction next = intent.getNextAction();
        String payBy = intent.getMetadata().get(StripeApi.PAY_BY);
        String action = next == null ? null : action(next);
        if (action == null || payBy == null || !ActionLink.isSafe(action)) {
            return new Nonsense("an action that can't be shown");
        }
        try {
            return new Acting(action, Instant.parse(payBy));
        } catch (DateTimeException e) {
            return new Nonsense("no time in " + StripeApi.PAY_BY);
        }
    }

    private static @Nullable String action(PaymentIntent.NextAction next) {
        if (next.getRedirectToUrl() != null) {
            return next.getRedirectToUrl().getUrl();
        }
        return next.getWechatPayDisplayQrCode() == null
                ? null
                : next.getWechatPayDisplayQrCode().getData();
    }

    private static PaymentIntentStatus paid(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        if (charge == null
                || charge.getCreated() == null
                || intent.getAmountReceived() == null
                || intent.getCurrency() == null) {
            return new Nonsense("succeeded without a charge");
        }
        boolean givenBack = charge.getAmountRefunded() != null && charge.getAmountRefunded() > 0;
        try {
            return new Paid(
                    StripeMoney.fromStripe(intent.getAmountReceived(), intent.getCurrency()),
                    Instant.ofEpochSecond(charge.getCreated()),
                    givenBack,
                    Boolean.TRUE.equals(charge.getDisputed()));
        } catch (StripeMoney.InexpressibleException e) {
            return new Nonsense(e.complaint());
        } catch (DateTimeException e) {
            return new Nonsense("a time out of range");
        }
    }
}
