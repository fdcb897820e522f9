package steadfast.http;

/** The problems that any endpoint may answer. */
public enum CommonProblem implements ProblemType {
    MALFORMED_BODY(
            new Spec(
                    "malformed-body",
                    400,
                    false,
                    new Text("The body could not be read", "无法读取请求体"),
                    new Text("Send one well-formed JSON object.", "请发送一个格式正确的 JSON 对象。"))),
    INVALID_FIELD(
            new Spec(
                    "invalid-field",
                    400,
                    false,
                    new Text("Invalid field", "字段不符合要求"),
                    new Text(
                            "Correct the field named here and send the request again.",
                            "请更正此处指出的字段后重新发送。"))),
    BAD_REQUEST(
            new Spec(
                    "bad-request",
                    400,
                    false,
                    new Text("Invalid request", "请求不符合要求"),
                    new Text("Check the request against the API description.", "请对照接口说明检查请求。"))),
    UNAUTHENTICATED(
            new Spec(
                    "unauthenticated",
                    401,
                    false,
                    new Text("Authentication required", "需要身份验证"),
                    new Text(
                            "Send a valid key as Authorization: Bearer <key>.",
                            "请用 Authorization: Bearer <key> 发送有效的密钥。"))),
    FORBIDDEN(
            new Spec(
                    "forbidden",
                    403,
                    false,
                    new Text("Insufficient permissions", "该密钥无权执行此操作"),
                    new Text("Use a key with the required role.", "请使用具有相应角色的密钥。"))),
    NOT_FOUND(
            new Spec(
                    "not-found",
                    404,
                    false,
                    new Text("Resource not found", "找不到该资源"),
                    new Text("Check the address.", "请检查地址。"))),
    METHOD_NOT_ALLOWED(
            new Spec(
                    "method-not-allowed",
                    405,
                    false,
                    new Text("Method not allowed", "该地址不支持此方法"),
                    new Text("Use a method listed in the Allow header.", "请使用 Allow 响应头列出的方法。"))),
    NOT_ACCEPTABLE(
            new Spec(
                    "not-acceptable",
                    406,
                    false,
                    new Text("Response format not available", "无法以所要求的格式应答"),
                    new Text("Accept application/json.", "请接受 application/json。"))),
    INCOMPLETE_BODY(
            new Spec(
                    "incomplete-body",
                    408,
                    true,
                    new Text("The request body did not arrive in time", "请求体未能及时完整送达"),
                    new Text("Send the whole body at once.", "请一次性发送完整的请求体。"))),
    TOO_LARGE(
            new Spec(
                    "too-large",
                    413,
                    false,
                    new Text("The body is too large", "请求体过大"),
                    new Text("Send a smaller request.", "请减少一次发送的内容。"))),
    UNSUPPORTED_MEDIA_TYPE(
            new Spec(
                    "unsupported-media-type",
                    415,
                    false,
                    new Text("Unsupported media type", "不支持该请求体格式"),
                    new Text(
                            "Send a Content-Type listed in the API description.",
                            "请使用接口说明中的 Content-Type。"))),
    TOO_MANY_REQUESTS(
            new Spec(
                    "too-many-requests",
                    429,
                    true,
                    new Text("Too many requests", "请求过多"),
                    new Text("Wait for the time given in Retry-After.", "请等待 Retry-After 指示的时间。"))),
    INTERNAL(
            new Spec(
                    "internal",
                    500,
                    true,
                    new Text("Something went wrong on our side", "服务内部出错"),
                    new Text(
                            "Try again later; if it keeps failing, give the instance to the operator.",
                            "请稍后重试；若仍然出现，请将 instance 告知运维人员。"))),
    UNAVAILABLE(
            new Spec(
                    "unavailable",
                    503,
                    true,
                    new Text("Service temporarily unavailable", "服务暂时不可用"),
                    new Text("Wait for the time given in Retry-After.", "请等待 Retry-After 指示的时间。")));

    private final Spec spec;

    CommonProblem(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
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
