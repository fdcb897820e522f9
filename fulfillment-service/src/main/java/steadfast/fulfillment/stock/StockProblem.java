package steadfast.fulfillment.stock;

import steadfast.http.ProblemType;

/** The problems of imports and of the stock endpoints. */
enum StockProblem implements ProblemType {
    INVALID_SKU(
            new Spec(
                    "invalid-sku",
                    400,
                    false,
                    new Text("Invalid SKU", "SKU 格式不正确"),
                    new Text(
                            "Use 1 to 64 of A-Z a-z 0-9 . _ -, starting with a letter or digit.",
                            "请使用 1 到 64 个字符（A-Z a-z 0-9 . _ -），并以字母或数字开头。"))),
    CODES_REFUSED(
            new Spec(
                    "codes-refused",
                    422,
                    false,
                    new Text("Nothing was imported: lines were refused", "未导入任何卡密：有行被拒绝"),
                    new Text(
                            "Correct or remove the lines listed here and send the whole upload again.",
                            "请更正或删除此处列出的行，然后重新上传整个文件。"))),
    NO_CODES(
            new Spec(
                    "no-codes",
                    422,
                    false,
                    new Text("The upload contains no codes", "上传内容中没有卡密"),
                    new Text("Send one code per line.", "请每行发送一个卡密。"))),
    TOO_MANY_CODES(
            new Spec(
                    "too-many-codes",
                    413,
                    false,
                    new Text("The upload contains too many codes", "上传的卡密过多"),
                    new Text("Split the upload and send the parts one by one.", "请拆分后逐个上传。"))),
    LOOKS_LIKE_HEADING(
            new Spec(
                    "looks-like-heading",
                    422,
                    false,
                    new Text("The first line may be a heading", "首行可能是表头"),
                    new Text(
                            "Nothing was imported: send ?heading=yes to skip it, or ?heading=no if it is"
                                    + " a code.",
                            "未导入任何卡密：用 ?heading=yes 跳过首行，或用 ?heading=no 说明首行是卡密。"))),
    UNSUPPORTED_CHARSET(
            new Spec(
                    "unsupported-charset",
                    415,
                    false,
                    new Text("Unsupported charset", "不支持该上传文件的字符集"),
                    new Text(
                            "Save the file as CSV UTF-8 and send it again.",
                            "请将文件另存为 CSV UTF-8 后重新上传。"))),
    CHANGED_MEANWHILE(
            new Spec(
                    "changed-meanwhile",
                    409,
                    true,
                    new Text("The stock was changed at the same time", "库存同时发生了变化"),
                    new Text("Nothing was changed; send it again.", "未作任何更改，请重新发送。")));

    private final Spec spec;

    StockProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
