package steadfast.fulfillment.reveal;

import steadfast.http.ProblemType;

/** The problems of revealing cards. */
enum RevealProblem implements ProblemType {
    /** Also for a wrong token, so that it does not reveal whether the order exists. */
    NO_SUCH_CARDS(
            new Spec(
                    "no-such-cards",
                    404,
                    false,
                    new Text("No cards found for this order and view token", "找不到与该订单和查看令牌对应的卡密"),
                    new Text(
                            "Check the order ID and the View-Token header; a new order may take a moment.",
                            "请检查订单号和 View-Token 请求头；新订单可能需要稍候。"))),
    NOT_YET_ISSUED(
            new Spec(
                    "cards-not-yet-issued",
                    409,
                    true,
                    new Text("The cards are not issued yet", "卡密正在发放"),
                    new Text("Try again in a moment; no action is needed.", "请稍后再查，无需其他操作。"))),
    WITHDRAWN(
            new Spec(
                    "cards-withdrawn",
                    409,
                    false,
                    new Text("No cards will be issued for this order", "该订单不再发放卡密"),
                    new Text("Check the order: its payment is being refunded.", "请查看订单：款项将退回。")));

    private final Spec spec;

    RevealProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
