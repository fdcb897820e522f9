package steadfast.order.view;

import java.util.Set;

/**
 * Decides which of the gateways' decline codes a buyer sees. Codes that help an honest buyer to
 * pay, such as a wrong card number, are shown; all others become "declined", because a thief must
 * not learn that a bank considers a card stolen (Stripe, "Decline codes").
 */
final class BuyerCode {
    /** The code that is shown instead. */
    static final String GENERIC_DECLINE = "generic_decline";

    /** In Stripe's spelling; other gateways write dashes. */
    private static final Set<String> TOLD =
            Set.of(
                    // The buyer's own card or wallet.
                    "authentication_required",
                    "card_not_supported",
                    "currency_not_supported",
                    "expired_card",
                    "incorrect_cvc",
                    "incorrect_number",
                    "incorrect_pin",
                    "incorrect_zip",
                    "insufficient_funds",
                    "invalid_cvc",
                    "invalid_expiry_month",
                    "invalid_expiry_year",
                    "invalid_number",
                    "invalid_pin",
                    "payment_intent_authentication_failure",
                    "payment_method_customer_decline",
                    // Another try may work.
                    "issuer_not_available",
                    "processing_error",
                    "try_again_later",
                    // The time to pay was over.
                    "deadline_passed",
                    "payment_intent_payment_attempt_expired",
                    "payment_method_provider_timeout",
                    // No buyer can pay by this method.
                    "amount_not_expressible",
                    "amount_too_large",
                    "amount_too_small",
                    "currency_not_taken",
                    "method_not_available",
                    "unsupported_method");

    private BuyerCode() {}

    /** Returns the gateway's code if buyers may see it. */
    static String of(String gatewaysCode) {
        return TOLD.contains(gatewaysCode.replace('-', '_')) ? gatewaysCode : GENERIC_DECLINE;
    }
}
