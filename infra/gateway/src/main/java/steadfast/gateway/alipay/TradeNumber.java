package steadfast.gateway.alipay;

import java.util.Optional;
import java.util.regex.Pattern;
import steadfast.events.PaymentId;
import steadfast.gateway.RefundRequest;

/**
 * Converts our payment IDs to the form that Alipay takes: letters, digits and underscores, at most
 * 64. Ours have no underscore, so each hyphen becomes one, and back.
 */
final class TradeNumber {
    private static final Pattern WRITTEN =
            Pattern.compile("[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}_[1-9]\\d{0,8}");

    private TradeNumber() {}

    static String of(PaymentId paymentId) {
        return paymentId.toString().replace('-', '_');
    }

    static String of(RefundRequest refund) {
        return refund.idempotencyKey().replace('-', '_');
    }

    /** Returns the payment; empty if the number is not one of ours. */
    static Optional<PaymentId> read(String tradeNumber) {
        if (!WRITTEN.matcher(tradeNumber).matches()) {
            return Optional.empty();
        }
        return Optional.of(PaymentId.parse(tradeNumber.replace('_', '-')));
    }
}
