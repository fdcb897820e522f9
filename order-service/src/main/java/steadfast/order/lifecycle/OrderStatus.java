package steadfast.order.lifecycle;

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
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** The public status of an order. */
public enum OrderStatus {
    /** 待支付: accepted; the charge is not sent yet, or the buyer must act. */
    PENDING_PAYMENT("待支付"),
    /** 处理中: the charge is sent or its result unknown, or the order is paid and being issued. */
    PROCESSING("处理中"),
    /** 已完成: paid, and the cards were issued. */
    COMPLETED("已完成"),
    /** 已失败: the gateway definitely declined, or the payment was closed unpaid. */
    FAILED("已失败"),
    /** 已过期: the time to live passed before the payment was known. */
    EXPIRED("已过期"),
    /** 退款中: captured money is being refunded. */
    REFUNDING("退款中"),
    /** 已退款: the money was refunded. */
    REFUNDED("已退款");

    private final String term;

    OrderStatus(String term) {
        this.term = term;
    }

    /** Returns the public status of an order in this state. */
    static OrderStatus of(OrderState state) {
        return switch (state) {
            case AwaitingCharge _, AwaitingBuyer _ -> PENDING_PAYMENT;
            case Charging _, Issuing _, Held _, Withdrawing _ -> PROCESSING;
            case Completed _ -> COMPLETED;
            case Failed _ -> FAILED;
            case Expired _ -> EXPIRED;
            case Refunding _ -> REFUNDING;
            case Refunded _ -> REFUNDED;
        };
    }

    /** Returns the shop's own term for it. */
    public String term() {
        return term;
    }
}
