package steadfast.order.lifecycle;

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

    /** Returns the shop's own term for it. */
    public String term() {
        return term;
    }
}
