package steadfast.order.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.FailureReason;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.order.lifecycle.OrderState.Failed;

/**
 * What the buyer is told of an order.
 *
 * @param term the shop's own word for the status
 * @param expiresAt by when it is final, unless it was paid before
 * @param failureReason null unless it failed; {@code failureText} says it in words, {@code
 *     failureDetail} is the gateway's own word if it had one
 */
public record OrderView(
        OrderId orderId,
        OrderStatus status,
        String term,
        Sku sku,
        int quantity,
        Money total,
        String paymentMethod,
        int round,
        Instant submittedAt,
        Instant expiresAt,
        @Nullable FailureReason failureReason,
        @Nullable Words failureText,
        @Nullable String failureDetail,
        NextAction nextAction) {

    /** What is told in this state. */
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
                state.round().number(),
                terms.submittedAt(),
                state.round().expiresAt(),
                failed == null ? null : failed.reason(),
                failed == null ? null : words(failed.reason()),
                failed == null ? null : failed.detail(),
                NextAction.in(state));
    }

    private static Words words(FailureReason reason) {
        return switch (reason) {
            case PAYMENT_DECLINED ->
                    new Words(
                            "The payment was declined. Another payment method may work.",
                            "支付被拒绝，可更换支付方式后重试。");
            case CANCELLED_BY_BUYER -> new Words("You cancelled the order.", "您已取消订单。");
            case PAYMENT_CLOSED ->
                    new Words("The payment was closed before it was made.", "支付在完成前已关闭。");
            case OUT_OF_STOCK -> new Words("There is no stock left.", "库存不足。");
        };
    }
}
