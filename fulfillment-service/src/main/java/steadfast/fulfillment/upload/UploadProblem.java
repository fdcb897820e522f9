package steadfast.fulfillment.upload;

import steadfast.http.ProblemType;

/** The problems of uploads. */
enum UploadProblem implements ProblemType {
    TOO_MANY_UPLOADS(
            new Spec(
                    "too-many-uploads",
                    503,
                    true,
                    new Text("Too many uploads at once", "当前有其他上传正在进行"),
                    new Text(
                            "Nothing was changed; send it again after Retry-After.",
                            "未作任何更改；请在 Retry-After 指示的时间后重新发送。"))),
    UPLOAD_TOO_SLOW(
            new Spec(
                    "upload-too-slow",
                    408,
                    true,
                    new Text("The upload was too slow", "上传速度过慢"),
                    new Text(
                            "Nothing was changed; send it again, in smaller parts or over a faster"
                                    + " connection.",
                            "未作任何更改；请分成较小的部分或改用更快的网络后重新上传。"))),
    UPLOAD_BROKEN_OFF(
            new Spec(
                    "upload-broken-off",
                    400,
                    true,
                    new Text("The upload was interrupted", "上传中断"),
                    new Text("Nothing was changed; send it again.", "未作任何更改，请重新上传。")));

    private final Spec spec;

    UploadProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
