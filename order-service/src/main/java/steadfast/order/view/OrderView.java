package steadfast.order.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.FailureReason;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.lifecycle.OrderTerms;

/**
 * An order as the buyer sees it.
 *
 * @param term the shop's own term for the status
 * @param nextPaymentMethod the method of the next round, which starts once the current one is
 *     closed; null unless the buyer wants to pay by another method
 * @param expiresAt when it becomes final, unless it is paid before
 * @param failureReason null unless it failed; {@code failureText} says it in words, {@code
 *     failureDetail} is a code such as {@code insufficient-funds} or {@code amount-too-small} if
 *     there is one: the gateway's own where buyers may know it, else {@code generic_decline}
 * @param test true if its payment goes to a gateway that moves no real money; absent if not, and
 *     until the payment has started
 * @param latePayment what the shop does about a payment that came after the order had ended; null
 *     if none did
 */
public record OrderView(
        OrderId orderId,
        OrderStatus status,
        String term,
        Sku sku,
        int quantity,
        Money total,
        String paymentMethod,
        @Nullable String nextPaymentMethod,
        int round,
        Instant submittedAt,
        Instant expiresAt,
        @Nullable Boolean test,
        @Nullable FailureReason failureReason,
        @Nullable LocalizedText failureText,
        @Nullable String failureDetail,
        @Nullable LocalizedText latePayment,
        NextAction nextAction) {

    /** Returns the view of this state. */
    public static OrderView of(OrderState state) {
        OrderTerms terms = state.terms();
        @Nullable Failed failed = state instanceof Failed f ? f : null;
        return new OrderView(
                terms.orderId(),
                state.status(),
                state.status().term(),
                terms.sku(),
                terms.quantity(),
                terms.total(),
                state.round().paymentMethod(),
                nextPaymentMethod(state),
                state.round().number(),
                terms.submittedAt(),
                state.round().expiresAt(),
                state.round().test() ? true : null,
                failed == null ? null : failed.reason(),
                failed == null ? null : text(failed.reason()),
                failed == null || failed.detail() == null ? null : BuyerCode.of(failed.detail()),
                state instanceof Paid paid && paid.capture().late() != null
                        ? latePayment(paid)
                        : null,
                NextAction.in(state));
    }

    private static @Nullable String nextPaymentMethod(OrderState state) {
        return state instanceof Unpaid unpaid && unpaid.intent() instanceof PayBy(String method)
                ? method
                : null;
    }

    /**
     * It is shown to the end, because the buyer was once told that the order had failed or expired.
     */
    private static LocalizedText latePayment(Paid state) {
        return switch (state) {
            case Issuing s -> issuedAllTheSame();
            case Completed s -> issuedAllTheSame();
            case Held s ->
                    new LocalizedText(
                            "Your payment arrived after the order had ended. The shop decides"
                                    + " what happens to it.",
                            "您的付款在订单结束后到账，商家将决定如何处理。");
            case Withdrawing s -> givenBack();
            case Refunding s -> givenBack();
            case Refunded s -> givenBack();
        };
    }

    private static LocalizedText issuedAllTheSame() {
        return new LocalizedText(
                "Your payment arrived after the order had ended. The shop issues the cards"
                        + " anyway.",
                "您的付款在订单结束后到账，商家仍照常为您发卡。");
    }

    private static LocalizedText givenBack() {
        return new LocalizedText(
                "Your payment arrived after the order had ended. You get a refund.",
                "您的付款在订单结束后到账，款项将退还给您。");
    }

    private static LocalizedText text(FailureReason reason) {
        return switch (reason) {
            case PAYMENT_DECLINED ->
                    new LocalizedText(
                            "The payment was declined. Another payment method may work.",
                            "支付被拒绝，可更换支付方式后重试。");
            case NOT_PAYABLE_THIS_WAY ->
                    new LocalizedText(
                            "This order can't be paid by this payment method. Choose another"
                                    + " payment method.",
                            "该订单无法使用此支付方式付款，请更换支付方式。");
            case CANCELLED_BY_BUYER -> new LocalizedText("You cancelled the order.", "您已取消订单。");
            case PAYMENT_CLOSED ->
                    new LocalizedText(
                            "The payment was closed before it was completed.", "支付在完成前已关闭。");
            case OUT_OF_STOCK -> new LocalizedText("Out of stock.", "库存不足。");
        };
    }
}
