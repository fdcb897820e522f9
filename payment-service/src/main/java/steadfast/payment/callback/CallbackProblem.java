package steadfast.payment.callback;

import steadfast.http.ProblemType;

/** The problems of refused callbacks. Why a signature is invalid is only logged. */
enum CallbackProblem implements ProblemType {
    NOT_BELIEVED(
            "callback-not-believed",
            401,
            new Text("Invalid signature", "签名无法确认来自该支付网关"),
            new Text(
                    "Sign the callback with the agreed secret, and send it right after signing.",
                    "请使用约定的密钥签名，并在签名后立即发送。")),
    UNREADABLE(
            "callback-unreadable",
            400,
            new Text("Malformed callback", "无法读取回调"),
            new Text("Send the callback as the gateway's API defines it.", "请按支付网关接口的规定发送回调。")),
    OTHER_MERCHANT(
            "callback-for-another-merchant",
            403,
            new Text("The callback is for another merchant", "该回调属于其他商户"),
            new Text("Correct the callback address at the gateway.", "请在支付网关更正回调地址。")),
    OTHER_AMOUNT(
            "callback-over-another-amount",
            422,
            new Text("The amount differs from the payment's", "支付金额不一致"),
            Actions.LOOK),
    OTHER_CURRENCY(
            "callback-over-another-currency",
            422,
            new Text("The currency differs from the payment's", "支付币种不一致"),
            Actions.LOOK),
    OTHER_GATEWAY(
            "callback-of-another-gateway",
            422,
            new Text("The payment belongs to another gateway", "该支付属于其他支付网关"),
            Actions.LOOK);

    /** Texts that several problems share. */
    private static final class Actions {
        static final Text LOOK =
                new Text("The operator has been notified; compare your records.", "已通知运维人员，请核对账目。");
    }

    private final String code;
    private final int status;
    private final Text title;
    private final Text action;

    CallbackProblem(String code, int status, Text title, Text action) {
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
