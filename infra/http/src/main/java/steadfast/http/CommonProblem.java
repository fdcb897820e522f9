package steadfast.http;

/** The problems that any endpoint may answer. */
public enum CommonProblem implements ProblemType {
    MALFORMED_BODY(
            "malformed-body",
            400,
            false,
            new Text("The body could not be read", "无法读取请求体"),
            new Text("Send one well-formed JSON object.", "请发送一个格式正确的 JSON 对象。")),
    INVALID_FIELD(
            "invalid-field",
            400,
            false,
            new Text("A field is not as it must be", "字段不符合要求"),
            new Text(
                    "Correct the field that is named here and send the request again.",
                    "请更正此处指出的字段后重新发送。")),
    BAD_REQUEST(
            "bad-request",
            400,
            false,
            new Text("The request is not as it must be", "请求不符合要求"),
            new Text("Compare the request with the API description.", "请对照接口说明检查请求。")),
    UNAUTHENTICATED(
            "unauthenticated",
            401,
            false,
            new Text("Who is calling is not known", "无法识别调用方"),
            new Text(
                    "Send a valid key as Authorization: Bearer <key>.",
                    "请用 Authorization: Bearer <key> 发送有效的密钥。")),
    FORBIDDEN(
            "forbidden",
            403,
            false,
            new Text("This key may not do that", "该密钥无权执行此操作"),
            new Text("Use a key that has the right role.", "请使用具有相应角色的密钥。")),
    NOT_FOUND(
            "not-found",
            404,
            false,
            new Text("There is no such thing", "找不到该资源"),
            new Text("Check the address.", "请检查地址。")),
    METHOD_NOT_ALLOWED(
            "method-not-allowed",
            405,
            false,
            new Text("This address does not take that method", "该地址不支持此方法"),
            new Text("Use a method that the Allow header names.", "请使用 Allow 响应头列出的方法。")),
    NOT_ACCEPTABLE(
            "not-acceptable",
            406,
            false,
            new Text("The answer has no such form", "无法以所要求的格式应答"),
            new Text("Accept application/json.", "请接受 application/json。")),
    INCOMPLETE_BODY(
            "incomplete-body",
            408,
            true,
            new Text("The body did not come whole in time", "请求体未能及时完整送达"),
            new Text("Send the whole body at once.", "请一次性发送完整的请求体。")),
    TOO_LARGE(
            "too-large",
            413,
            false,
            new Text("The body is too large", "请求体过大"),
            new Text("Send less at once.", "请减少一次发送的内容。")),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type",
            415,
            false,
            new Text("The body has a form that is not read here", "不支持该请求体格式"),
            new Text(
                    "Send the Content-Type that the API description names.",
                    "请使用接口说明中的 Content-Type。")),
    TOO_MANY_REQUESTS(
            "too-many-requests",
            429,
            true,
            new Text("Too many requests", "请求过多"),
            new Text("Wait as long as Retry-After says.", "请等待 Retry-After 指示的时间。")),
    INTERNAL(
            "internal",
            500,
            true,
            new Text("Something went wrong on our side", "服务内部出错"),
            new Text(
                    "Try again later; if it stays, name the instance to the operator.",
                    "请稍后重试；若仍然出现，请将 instance 告知运维人员。")),
    UNAVAILABLE(
            "unavailable",
            503,
            true,
            new Text("The service cannot answer now", "服务暂时不可用"),
            new Text("Wait as long as Retry-After says.", "请等待 Retry-After 指示的时间。"));

    private final String code;
    private final int status;
    private final boolean retryable;
    private final Text title;
    private final Text action;

    CommonProblem(String code, int status, boolean retryable, Text title, Text action) {
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

    /** The problem that stands for a status; for one without its own the nearest of its class. */
    static CommonProblem ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL : BAD_REQUEST;
        };
    }
}
