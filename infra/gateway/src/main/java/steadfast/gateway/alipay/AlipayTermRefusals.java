package steadfast.gateway.alipay;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.gateway.NotPayable;

/**
 * Recognises payments that Alipay takes from no buyer: by its documented limits of {@code
 * total_amount}, and by its sub-codes about the amount, the currency and the channel of a payment.
 */
final class AlipayTermRefusals {
    /** From 0.01 to 100,000,000 yuan (opendocs.alipay.com, alipay.trade.precreate). */
    private static final long MIN_FEN = 1;

    private static final long MAX_FEN = 100_000_000L * 100;

    private static final Map<String, NotPayable> BY_SUB_CODE =
            Map.of(
                    "ACQ.TOTAL_FEE_EXCEED", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.PRODUCT_AMOUNT_LIMIT_ERROR", NotPayable.AMOUNT_TOO_LARGE,
                    // The merchant's limits per payment, per day or per month.
                    "ACQ.BEYOND_PAY_RESTRICTION", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.BEYOND_PER_RECEIPT_RESTRICTION", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT", NotPayable.AMOUNT_TOO_LARGE,
                    "ACQ.CURRENCY_NOT_SUPPORT", NotPayable.CURRENCY_NOT_TAKEN,
                    "ACQ.NOT_SUPPORT_PAYMENT_INST", NotPayable.METHOD_NOT_AVAILABLE);

    private AlipayTermRefusals() {}

    /** Returns why Alipay will refuse it; null if it may take it. */
    static @Nullable NotPayable why(Money amount) {
        if (!amount.currency().equals(Yuan.CURRENCY)) {
            return NotPayable.CURRENCY_NOT_TAKEN;
        }
        if (amount.amountMinor() < MIN_FEN) {
            return NotPayable.AMOUNT_TOO_SMALL;
        }
        return amount.amountMinor() > MAX_FEN ? NotPayable.AMOUNT_TOO_LARGE : null;
    }

    /** Returns why no buyer can pay this way; null if the sub-code means something else. */
    static @Nullable NotPayable why(String subCode) {
        return BY_SUB_CODE.get(subCode);
    }
}
