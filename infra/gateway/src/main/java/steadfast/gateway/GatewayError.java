package steadfast.gateway;

import org.jspecify.annotations.Nullable;

/**
 * The gateway's own code and message of a refusal, for operators and never for buyers: safe to
 * store and log, bounded, and without secrets (see {@link Redaction}).
 *
 * @param code such as {@code amount_too_small}; "unspecified" if the gateway gave none
 * @param message "unspecified" if the gateway gave none
 */
public record GatewayError(String code, String message) {
    private static final int MAX_CODE_CHARS = 64;

    public GatewayError {
        code = cut(Wording.of(Redaction.of(code)));
        message = Wording.of(Redaction.of(message));
    }

    /** Creates the error from what the gateway gave. */
    public static GatewayError of(@Nullable String code, @Nullable String message) {
        return new GatewayError(code == null ? "" : code, message == null ? "" : message);
    }

    private static String cut(String code) {
        return code.length() <= MAX_CODE_CHARS
                ? code
                : Wording.of(code.substring(0, MAX_CODE_CHARS));
    }

    /** Returns code and message as one line for a log, a dead letter or an operator. */
    @Override
    public String toString() {
        return message.equals(Wording.UNSPECIFIED) ? code : code + ": " + message;
    }
}
