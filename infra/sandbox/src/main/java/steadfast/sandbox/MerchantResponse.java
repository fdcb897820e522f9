package steadfast.sandbox;

import steadfast.events.Money;

/**
 * A response to the merchant.
 *
 * @param body written as JSON
 */
record MerchantResponse(int status, Object body) {

    /** A refund as the API shows it. */
    record RefundView(String status, String key, long amountMinor, String currency) {}

    /** A refusal as the API shows it. */
    record ErrorView(String error, String message) {}

    static MerchantResponse ok(Object body) {
        return new MerchantResponse(200, body);
    }

    static MerchantResponse error(ApiError error, String message) {
        return new MerchantResponse(error.status(), new ErrorView(error.code(), message));
    }

    static MerchantResponse unknownPayment() {
        return error(ApiError.NOT_FOUND, "no payment with this paymentId");
    }

    static MerchantResponse internal() {
        return error(ApiError.INTERNAL, "something went wrong in the gateway");
    }

    /** Returns a payment's current state. */
    static MerchantResponse payment(LedgerPayment payment) {
        return ok(PaymentJson.of(payment));
    }

    /** Returns the response to a charge of this amount. */
    static MerchantResponse charge(LedgerPayment payment, Money amount) {
        return ok(PaymentJson.ofCharge(payment, amount));
    }

    static MerchantResponse refund(String key, Money amount) {
        return ok(new RefundView("REFUNDED", key, amount.amountMinor(), amount.currency()));
    }
}
