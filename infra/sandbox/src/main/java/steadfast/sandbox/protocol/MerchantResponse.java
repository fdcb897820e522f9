package steadfast.sandbox.protocol;

import steadfast.events.Money;

/**
 * A response to the merchant.
 *
 * @param body written as JSON
 */
public record MerchantResponse(int status, Object body) {

    /** A refund as the API shows it. */
    record RefundView(String status, String key, long amountMinor, String currency) {}

    /** A refusal as the API shows it. */
    record ErrorView(String error, String message) {}

    /** Returns a response of status 200. */
    public static MerchantResponse ok(Object body) {
        return new MerchantResponse(200, body);
    }

    /** Returns the response that tells of an error. */
    public static MerchantResponse error(ApiError error, String message) {
        return new MerchantResponse(error.status(), new ErrorView(error.code(), message));
    }

    /** Returns the response to a request about an unknown payment. */
    public static MerchantResponse unknownPayment() {
        return error(ApiError.NOT_FOUND, "no payment with this paymentId");
    }

    /** Returns the response to a call that failed inside the gateway. */
    public static MerchantResponse internal() {
        return error(ApiError.INTERNAL, "something went wrong in the gateway");
    }

    /** Returns a payment's current state. */
    public static MerchantResponse payment(LedgerPayment payment) {
        return ok(PaymentJson.of(payment));
    }

    /** Returns the response to a charge of this amount. */
    public static MerchantResponse charge(LedgerPayment payment, Money amount) {
        return ok(PaymentJson.ofCharge(payment, amount));
    }

    /** Returns the response to a refund that was made. */
    public static MerchantResponse refund(String key, Money amount) {
        return ok(new RefundView("REFUNDED", key, amount.amountMinor(), amount.currency()));
    }
}
