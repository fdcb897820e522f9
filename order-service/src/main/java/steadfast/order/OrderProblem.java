package steadfast.order;

import steadfast.http.ProblemType;

/** The problems of requests to order-service, beyond those that any service has. */
public enum OrderProblem implements ProblemType {
    IDEMPOTENCY_KEY_MISSING(
            new Spec(
                    "idempotency-key-missing",
                    400,
                    false,
                    new Text(
                            "The Idempotency-Key header is missing or unusable",
                            "缺少 Idempotency-Key 请求头或其值不可用"),
                    new Text(
                            "Send one new Idempotency-Key for each new order: 1 to 255 characters that nobody"
                                    + " can guess, such as a random UUID.",
                            "请为每个新订单发送一个新的 Idempotency-Key，长度 1 至 255 个字符，且须无法猜测（例如随机 UUID）。"))),
    IDEMPOTENCY_KEY_REUSED(
            new Spec(
                    "idempotency-key-reused",
                    422,
                    false,
                    new Text("This key was used for another order", "该幂等键已用于另一个订单"),
                    new Text(
                            "Send a new Idempotency-Key, or the body that you sent first.",
                            "请更换 Idempotency-Key，或发送首次使用时的请求体。"))),
    IDEMPOTENCY_KEY_IN_FLIGHT(
            new Spec(
                    "idempotency-key-in-flight",
                    409,
                    true,
                    new Text(
                            "The first request with this key is still being answered",
                            "使用该幂等键的首个请求仍在处理中"),
                    new Text(
                            "Send the same request with the same key again in a moment.",
                            "请稍后用相同的幂等键重新发送相同的请求。"))),
    UNKNOWN_SKU(
            new Spec(
                    "unknown-sku",
                    422,
                    false,
                    new Text("Product not found", "没有该商品"),
                    new Text("Choose a SKU from GET /v1/catalog.", "请从 GET /v1/catalog 中选择 SKU。"))),
    UNSUPPORTED_PAYMENT_METHOD(
            new Spec(
                    "unsupported-payment-method",
                    422,
                    false,
                    new Text("Unsupported payment method", "不支持该支付方式"),
                    new Text("Choose another payment method.", "请选择其他支付方式。"))),
    OUT_OF_STOCK(
            new Spec(
                    "out-of-stock",
                    409,
                    true,
                    new Text("Not enough stock", "库存不足"),
                    new Text(
                            "Order fewer, or try again with the same key once there is more stock.",
                            "请减少数量，或在补货后用相同的幂等键重试。"))),
    NOT_ON_SALE(
            new Spec(
                    "not-on-sale",
                    409,
                    false,
                    new Text("This product is not on sale", "该商品暂停销售"),
                    new Text(
                            "Choose a product whose onSale is true in GET /v1/catalog.",
                            "请从 GET /v1/catalog 中选择 onSale 为 true 的商品。"))),
    PRICE_CHANGED(
            new Spec(
                    "price-changed",
                    409,
                    false,
                    new Text("The price has changed", "订单金额与预期不符"),
                    new Text(
                            "Show the buyer the new total; to order at that price, send it as"
                                    + " expectedTotal, with the same Idempotency-Key or a new one.",
                            "请向买家展示 total；若按新金额下单，请将其作为 expectedTotal 发送，幂等键可沿用或更换。"))),
    ORDER_NOT_FOUND(
            new Spec(
                    "order-not-found",
                    404,
                    false,
                    new Text("Order not found for this key and view token", "该密钥与令牌下没有此订单"),
                    new Text(
                            "Check the order ID, the storefront's key and the View-Token header.",
                            "请检查订单号、店铺密钥和 View-Token 请求头。"))),
    NOT_CANCELLABLE(
            new Spec(
                    "not-cancellable",
                    409,
                    false,
                    new Text("The order can no longer be cancelled", "订单已无法取消"),
                    new Text("Check the order: it is already paid.", "请查看订单：已付款。"))),
    NOT_RETRYABLE(
            new Spec(
                    "not-retryable",
                    409,
                    false,
                    new Text("The order cannot be paid again now", "订单当前无法重新支付"),
                    new Text(
                            "Check the order: only an unpaid or failed order can be paid again, a"
                                    + " limited number of times and within a day. Otherwise place a new"
                                    + " order.",
                            "请查看订单：只有未付款或失败的订单才能在一天内重新支付，且次数有限；否则请重新下单。")));

    private final Spec spec;

    OrderProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
