package steadfast.fulfillment.upload;

import steadfast.http.ProblemType;

/** The problems of uploads. */
enum UploadProblem implements ProblemType {
    TOO_MANY_UPLOADS(
            "too-many-uploads",
            503,
            true,
            new Text("Too many uploads at once", "当前有其他上传正在进行"),
            new Text(
                    "Nothing was changed; send it again after Retry-After.",
                    "未作任何更改；请在 Retry-After 指示的时间后重新发送。")),
    UPLOAD_TOO_SLOW(
            "upload-too-slow",
            408,
            true,
            new Text("The upload was too slow", "上传速度过慢"),
            new Text(
                    "Nothing was changed; send it again, in smaller parts or over a faster"
                            + " connection.",
                    "未作任何更改；请分成较小的部分或改用更快的网络后重新上传。")),
    UPLOAD_BROKEN_OFF(
            "upload-broken-off",
            400,
            true,
            new Text("The upload was interrupted", "上传中断"),
            new Text("Nothing was changed; send it again.", "未作任何更改，请重新上传。"));

    private final String code;
    private final int status;
    private final boolean retryable;
    private final Text title;
    private final Text action;

    UploadProblem(String code, int status, boolean retryable, Text title, Text action) {
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
