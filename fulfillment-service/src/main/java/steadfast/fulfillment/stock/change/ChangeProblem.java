package steadfast.fulfillment.stock.change;

import steadfast.http.ProblemType;

/** Why unsold cards are not voided or moved. */
enum ChangeProblem implements ProblemType {
    NOT_VOIDABLE(
            new Spec(
                    "not-voidable",
                    409,
                    false,
                    new Text("Nothing was changed", "未作任何更改"),
                    new Text(
                            "Name only cards of this SKU that are neither sold nor voided.",
                            "请只指定该 SKU 下尚未售出且未作废的卡密。")));

    private final Spec spec;

    ChangeProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
