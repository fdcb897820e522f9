package steadfast.payment.show;

import steadfast.http.ProblemType;

/** The problems of requests to this service. */
enum PaymentProblem implements ProblemType {
    NO_SUCH_ORDER(
            new Spec(
                    "no-payments-of-order",
                    404,
                    false,
                    new Text("No payments of this order", "没有该订单的支付记录"),
                    new Text(
                            "Check the order ID; an order accepted a moment ago may not be here yet.",
                            "请检查订单号；刚提交的订单可能尚未到达。")));

    private final Spec spec;

    PaymentProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
