package steadfast.order.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.AwaitingBuyer;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/**
 * What the buyer should do next.
 *
 * @param action a URL, or the text of a QR code; null unless the kind is {@link Kind#PAY}
 * @param until when the action ends; null unless the kind is {@link Kind#PAY}
 */
public record NextAction(
        Kind kind, LocalizedText text, @Nullable String action, @Nullable Instant until) {

    /** A stable token for storefronts. */
    public enum Kind {
        WAIT,
        PAY,
        COLLECT_CARDS,
        RETRY,
        NONE
    }

    static NextAction in(OrderState state) {
        return switch (state) {
            case Unpaid s when s.intent() instanceof PayBy(String paymentMethod) ->
                    wait(
                            "Wait: the open payment is being closed; then the payment by "
                                    + paymentMethod
                                    + " starts. Do not pay the open one.",
                            "请稍候：正在关闭当前支付，随后将以 " + paymentMethod + " 重新发起，请勿再支付原订单。");
            case Unpaid s when s.intent() instanceof Leave ->
                    wait("Wait: the order is being cancelled. Do not pay it.", "请稍候：正在取消订单，请勿再支付。");
            case AwaitingCharge s -> wait("Wait: the payment is about to start.", "请稍候：即将发起支付。");
            case AwaitingBuyer s ->
                    new NextAction(
                            Kind.PAY,
                            new LocalizedText("Complete the payment.", "请完成支付。"),
                            s.action().action(),
                            s.action().until());
            case Charging s ->
                    wait(
                            "Wait: the payment is being confirmed. Do not pay elsewhere in the"
                                    + " meantime.",
                            "请稍候：正在确认支付结果，请勿另行付款。");
            case Issuing s when s.waitingForStock() ->
                    wait(
                            "Wait: you have paid; the cards are issued as soon as they are in"
                                    + " stock again.",
                            "请稍候：您已付款，补货后将自动发卡。");
            case Issuing s ->
                    wait("Wait: you have paid; your cards are being issued.", "请稍候：您已付款，正在发卡。");
            case Withdrawing s ->
                    wait("Wait: a refund of your payment is being prepared.", "请稍候：正在准备退款。");
            case Held s ->
                    wait(
                            "Wait: your payment arrived late; the shop decides whether you get the"
                                    + " cards or your money back. Do not pay again.",
                            "请稍候：您的付款到账较晚，商家将决定发卡或退款，请勿重复付款。");
            case Completed s ->
                    new NextAction(
                            Kind.COLLECT_CARDS,
                            new LocalizedText("Collect your cards.", "请领取您的卡密。"),
                            null,
                            null);
            case Failed s ->
                    new NextAction(
                            Kind.RETRY,
                            new LocalizedText(
                                    "Nothing was charged. Try again if you still want it.",
                                    "未扣款。如仍需要，请重新支付。"),
                            null,
                            null);
            case Expired s ->
                    new NextAction(
                            Kind.NONE,
                            new LocalizedText(
                                    "The order has expired. If you were charged after all, you"
                                            + " need not do anything: you get a refund, or the"
                                            + " shop issues the cards anyway, and this page says"
                                            + " so.",
                                    "订单已失效。如您已被扣款，无需任何操作：款项将退回，或由商家照常发卡，届时此处会有说明。"),
                            null,
                            null);
            case Refunding s -> wait("Wait: your refund is on its way.", "请稍候：款项正在退回。");
            case Refunded s ->
                    new NextAction(
                            Kind.NONE,
                            new LocalizedText("Your payment was refunded.", "款项已退回。"),
                            null,
                            null);
        };
    }

    private static NextAction wait(String english, String chinese) {
        return new NextAction(Kind.WAIT, new LocalizedText(english, chinese), null, null);
    }
}
