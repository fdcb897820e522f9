package steadfast.fulfillment.stock.change;

import steadfast.http.ProblemType;

/** Why unsold cards are not voided or moved. */
enum ChangeProblem implements ProblemType {
    NOT_VOIDABLE(
            "not-voidable",
            409,
            false,
            new Text("Nothing was changed", "未作任何更改"),
            new Text(
                    "Name only cards of this SKU that are neither sold nor voided.",
                    "请只指定该 SKU 下尚未售出且未作废的卡密。"));

    private final String code;
    private final int status;
    private final boolean retryable;
    private final Text title;
    private final Text action;

    ChangeProblem(String code, int status, boolean retryable, Text title, Text action) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
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
        return retryable;
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
