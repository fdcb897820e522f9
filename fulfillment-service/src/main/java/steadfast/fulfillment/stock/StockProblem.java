package steadfast.fulfillment.stock;

import steadfast.http.ProblemType;

/** What can be wrong with a change of the stock. */
enum StockProblem implements ProblemType {
    INVALID_SKU(
            "invalid-sku",
            400,
            false,
            new Text("The SKU is not well-formed", "SKU 格式不正确"),
            new Text(
                    "Use 1 to 64 of A-Z a-z 0-9 . _ -, starting with a letter or digit.",
                    "请使用 1 到 64 个字符（A-Z a-z 0-9 . _ -），并以字母或数字开头。")),
    CODES_REFUSED(
            "codes-refused",
            422,
            false,
            new Text("Nothing was imported: lines were refused", "未导入任何卡密：有行被拒绝"),
            new Text(
                    "Correct or remove the lines that are listed here and send the whole upload again.",
                    "请更正或删除此处列出的行，然后重新上传整个文件。")),
    NO_CODES(
            "no-codes",
            422,
            false,
            new Text("The upload holds no code", "上传内容中没有卡密"),
            new Text("Send one code a line.", "请每行发送一个卡密。")),
    TOO_MANY_CODES(
            "too-many-codes",
            413,
            false,
            new Text("The upload holds too many codes", "上传的卡密过多"),
            new Text("Split the upload and send the parts one by one.", "请拆分后逐个上传。")),
    UPLOAD_BROKEN_OFF(
            "upload-broken-off",
            400,
            true,
            new Text("The upload ended before its end", "上传中断"),
            new Text("Nothing was imported; send it again.", "未导入任何卡密，请重新上传。")),
    NOT_VOIDABLE(
            "not-voidable",
            409,
            false,
            new Text("Nothing was voided", "未作废任何卡密"),
            new Text(
                    "Name only cards of this SKU that are neither issued nor voided.",
                    "请只指定该 SKU 下尚未发放且未作废的卡密。"));

    private final String code;
    private final int status;
    private final boolean retryable;
    private final Text title;
    private final Text action;

    StockProblem(String code, int status, boolean retryable, Text title, Text action) {
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
