package steadfast.gateway.stripe;

import com.stripe.model.StripeError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.NotPayable;

/**
 * Recognises Stripe's errors that mean that no buyer can pay this payment this way. Uses Stripe's
 * own codes where it has them (docs.stripe.com/error-codes), otherwise the rejected parameter: for
 * a currency that the account doesn't support it answers "Invalid currency: …" and names only the
 * parameter.
 */
final class StripeTermRefusals {
    private static final Map<String, NotPayable> BY_CODE =
            Map.of(
                    "amount_too_small", NotPayable.AMOUNT_TOO_SMALL,
                    "amount_too_large", NotPayable.AMOUNT_TOO_LARGE,
                    "charge_exceeds_source_limit", NotPayable.AMOUNT_TOO_LARGE,
                    "charge_exceeds_transaction_limit", NotPayable.AMOUNT_TOO_LARGE,
                    "payment_method_currency_mismatch", NotPayable.CURRENCY_NOT_TAKEN,
                    "payment_method_unactivated", NotPayable.METHOD_NOT_AVAILABLE,
                    "payment_method_not_available", NotPayable.METHOD_NOT_AVAILABLE);

    /** Stripe's codes for a request that is malformed whatever is paid: our mistakes. */
    private static final String MALFORMED = "parameter_";

    private static final String NO_WHOLE_NUMBER = "parameter_invalid_integer";

    /** "At most eight digits" (stripe-java's text on {@code amount}). */
    private static final long MAX_AMOUNT = 99_999_999;

    private StripeTermRefusals() {}

    /** Returns why no buyer can pay this way; null if the error means something else. */
    static @Nullable NotPayable why(StripeError error, long amount) {
        String code = error.getCode();
        if (code != null && BY_CODE.containsKey(code)) {
            return BY_CODE.get(code);
        }
        String parameter = error.getParam();
        if (parameter == null || isMalformed(code, parameter)) {
            return null;
        }
        return switch (parameter) {
            case "currency" -> NotPayable.CURRENCY_NOT_TAKEN;
            case "amount" ->
                    amount > MAX_AMOUNT ? NotPayable.AMOUNT_TOO_LARGE : NotPayable.AMOUNT_TOO_SMALL;
            case "payment_method_types", "payment_method_types[0]" ->
                    NotPayable.METHOD_NOT_AVAILABLE;
            default -> null;
        };
    }

    /**
     * Returns whether the amount is rejected: we always send a whole number, so only its size can
     * be wrong.
     */
    private static boolean isMalformed(@Nullable String code, String parameter) {
        return code != null
                && code.startsWith(MALFORMED)
                && !(code.equals(NO_WHOLE_NUMBER) && parameter.equals("amount"));
    }
}
