package steadfast.sandbox;

import steadfast.events.Money;

/**
 * What goes back to the merchant.
 *
 * @param body written as JSON
 */
record Answer(int status, Object body) {

    /** A refund as the API shows it. */
    record RefundView(String status, String key, long amountMinor, String currency) {}

    /** A refusal as the API shows it. */
    record ErrorView(String error, String message) {}

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer error(ApiError error, String message) {
        return new Answer(error.status(), new ErrorView(error.code(), message));
    }

    static Answer unknownPayment() {
        return error(ApiError.NOT_FOUND, "there is no payment of this paymentId");
    }

    static Answer internal() {
        return error(ApiError.INTERNAL, "something went wrong in the gateway");
    }

    /** A payment as it stands. */
    static Answer payment(Payment payment) {
        return ok(PaymentView.of(payment));
    }

    /** What a charge of this amount is answered with. */
    static Answer charge(Payment payment, Money amount) {
        return ok(PaymentView.ofCharge(payment, amount));
    }

    static Answer refund(String key, Money amount) {
        return ok(new RefundView("REFUNDED", key, amount.amountMinor(), amount.currency()));
    }
}
