package steadfast.reconciler.review;

import steadfast.http.ProblemType;

/** The problems of decisions. */
public enum ReviewProblem implements ProblemType {
    CASE_NOT_FOUND(
            new Spec(
                    "case-not-found",
                    404,
                    false,
                    new Text("Case not found", "没有该复核单"),
                    new Text("Choose a case from GET /v1/cases.", "请从 GET /v1/cases 中选择。"))),
    IDEMPOTENCY_KEY_MISSING(
            new Spec(
                    "idempotency-key-missing",
                    400,
                    false,
                    new Text(
                            "The Idempotency-Key header is missing or unusable",
                            "缺少 Idempotency-Key 请求头或其值不可用"),
                    new Text(
                            "Send one new Idempotency-Key of 1 to 255 characters for each decision.",
                            "请为每个决定发送一个新的 Idempotency-Key，长度 1 至 255 个字符。"))),
    IDEMPOTENCY_KEY_REUSED(
            new Spec(
                    "idempotency-key-reused",
                    422,
                    false,
                    new Text("This key was used for another decision", "该幂等键已用于另一个决定"),
                    new Text(
                            "Send a new Idempotency-Key, or the decision that you sent first.",
                            "请更换 Idempotency-Key，或发送首次的决定。"))),
    ORDER_CHANGED(
            new Spec(
                    "order-changed",
                    409,
                    false,
                    new Text("The order has changed", "订单状态已变化"),
                    new Text("Review the case again, then decide.", "请重新查看复核单后再决定。"))),
    DECISION_NOT_OPEN(
            new Spec(
                    "decision-not-open",
                    409,
                    false,
                    new Text("This decision is not possible now", "当前无法作出该决定"),
                    new Text("Choose a decision that the case offers.", "请选择复核单所列的可用决定。"))),
    GATEWAY_SAYS_OTHERWISE(
            new Spec(
                    "gateway-says-otherwise",
                    409,
                    false,
                    new Text("The gateway's answer contradicts the decision", "支付网关的答复与该决定不符"),
                    new Text("Review the case again, then decide.", "请重新查看复核单后再决定。"))),
    GATEWAY_SILENT(
            new Spec(
                    "gateway-silent",
                    503,
                    true,
                    new Text("The gateway gave no definite answer", "支付网关未给出明确答复"),
                    new Text(
                            "Send the same decision with the same key again later.",
                            "请稍后用相同的幂等键重新发送该决定。")));

    private final Spec spec;

    ReviewProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
