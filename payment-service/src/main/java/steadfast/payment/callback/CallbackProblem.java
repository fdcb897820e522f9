package steadfast.payment.callback;

import steadfast.http.ProblemType;

/** The problems of refused callbacks. Why a signature is invalid is only logged. */
enum CallbackProblem implements ProblemType {
    NOT_BELIEVED(
            new Spec(
                    "callback-not-believed",
                    401,
                    false,
                    new Text("Invalid signature", "签名无法确认来自该支付网关"),
                    new Text(
                            "Sign the callback with the agreed secret, and send it right after signing.",
                            "请使用约定的密钥签名，并在签名后立即发送。"))),
    UNREADABLE(
            new Spec(
                    "callback-unreadable",
                    400,
                    false,
                    new Text("Malformed callback", "无法读取回调"),
                    new Text(
                            "Send the callback as the gateway's API defines it.",
                            "请按支付网关接口的规定发送回调。"))),
    OTHER_MERCHANT(
            new Spec(
                    "callback-for-another-merchant",
                    403,
                    false,
                    new Text("The callback is for another merchant", "该回调属于其他商户"),
                    new Text("Correct the callback address at the gateway.", "请在支付网关更正回调地址。"))),
    OTHER_AMOUNT(
            new Spec(
                    "callback-over-another-amount",
                    422,
                    false,
                    new Text("The amount differs from the payment's", "支付金额不一致"),
                    Actions.LOOK)),
    OTHER_CURRENCY(
            new Spec(
                    "callback-over-another-currency",
                    422,
                    false,
                    new Text("The currency differs from the payment's", "支付币种不一致"),
                    Actions.LOOK)),
    OTHER_GATEWAY(
            new Spec(
                    "callback-of-another-gateway",
                    422,
                    false,
                    new Text("The payment belongs to another gateway", "该支付属于其他支付网关"),
                    Actions.LOOK));

    /** Texts that several problems share. */
    private static final class Actions {
        static final Text LOOK =
                new Text("The operator has been notified; compare your records.", "已通知运维人员，请核对账目。");
    }

    private final Spec spec;

    CallbackProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
