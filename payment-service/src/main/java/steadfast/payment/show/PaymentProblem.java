package steadfast.payment.show;

import steadfast.http.ProblemType;

/** The problems of requests to this service. */
enum PaymentProblem implements ProblemType {
    NO_SUCH_ORDER(
            "no-payments-of-order",
            404,
            new Text("No payments of this order", "没有该订单的支付记录"),
            new Text(
                    "Check the order ID; an order accepted a moment ago may not be here yet.",
                    "请检查订单号；刚提交的订单可能尚未到达。"));

    private final String code;
    private final int status;
    private final Text title;
    private final Text action;

    PaymentProblem(String code, int status, Text title, Text action) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.action = action;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public Text title() {
        return title;
    }

    @Override
    public Text action() {
        return action;
    }
}
