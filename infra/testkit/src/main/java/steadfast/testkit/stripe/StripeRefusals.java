package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's errors for an intent that it doesn't create: with a code where it has one, and for a
 * currency with the parameter only.
 */
final class StripeRefusals {
    /** The least amount that it accepts at first, in any currency. */
    static final long MIN_AMOUNT = 50;

    private static final long MAX_AMOUNT = 99_999_999;

    private StripeRefusals() {}

    /** Returns the error for an intent with these terms; empty if it is created. */
    static Optional<String> ofTerms(Map<String, String> form, long minAmount) {
        long amount = Long.parseLong(form.getOrDefault("amount", ""));
        if (form.getOrDefault("currency", "").equals("afn")) {
            return Optional.of(
                    error(
                            null,
                            "currency",
                            "Invalid currency: afn. Stripe accounts in US do not support afn."));
        }
        if (form.getOrDefault("payment_method_types[0]", "").equals("alipay")) {
            return Optional.of(
                    error(
                            "payment_intent_invalid_parameter",
                            "payment_method_types",
                            "The payment method type \"alipay\" is invalid. Please ensure the"
                                    + " provided type is activated in your dashboard."));
        }
        if (amount == 0) {
            return Optional.of(
                    error(
                            "parameter_invalid_integer",
                            "amount",
                            "This value must be greater than or equal to 1."));
        }
        if (amount < minAmount) {
            return Optional.of(
                    error(
                            "amount_too_small",
                            "amount",
                            "Amount must be at least $0.50 usd. Asked for by"
                                    + " buyer@example.org with sk_test_double."));
        }
        return amount > MAX_AMOUNT
                ? Optional.of(
                        error(
                                "amount_too_large",
                                "amount",
                                "Amount must be no more than 999999.99"))
                : Optional.empty();
    }

    /** Returns the error for a confirm by a method whose provider is away. */
    static String methodAway() {
        return error(
                "payment_method_not_available",
                "payment_method",
                "The payment processor is not available.");
    }

    private static String error(@Nullable String code, String parameter, String message) {
        ObjectNode error =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "invalid_request_error")
                        .put("message", message)
                        .put("param", parameter);
        if (code != null) {
            error.put("code", code);
        }
        return JsonNodeFactory.instance.objectNode().set("error", error).toString();
    }
}
