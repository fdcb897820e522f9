package steadfast.sandbox.protocol;

/** The API's errors: a status and a stable code. */
public enum ApiError {
    BAD_REQUEST(400, "bad-request"),
    CREDENTIAL(401, "credential"),
    NOT_FOUND(404, "not-found"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed"),
    KEY_REUSED(409, "key-reused"),
    NOTHING_TO_PAY(409, "nothing-to-pay"),
    NOTHING_CAPTURED(409, "nothing-captured"),
    TOO_LARGE(413, "too-large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type"),
    REFUND_REFUSED(422, "refund-refused"),
    AMOUNT_TOO_SMALL(422, "amount-too-small"),
    AMOUNT_TOO_LARGE(422, "amount-too-large"),
    CURRENCY_NOT_TAKEN(422, "currency-not-taken"),
    METHOD_NOT_AVAILABLE(422, "method-not-available"),
    RATE_LIMITED(429, "rate-limited"),
    INTERNAL(500, "internal"),
    BUSY(503, "busy");

    private final int status;
    private final String code;

    ApiError(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    String code() {
        return code;
    }
}
