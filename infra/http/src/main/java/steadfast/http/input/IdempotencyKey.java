package steadfast.http.input;

import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType;
import steadfast.http.ProblemType.Text;

/** The header that names a request (IETF draft-ietf-httpapi-idempotency-key-header). */
public final class IdempotencyKey {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_CHARACTERS = 255;

    private IdempotencyKey() {}

    /**
     * Reads the one key of a request, 1 to 255 characters.
     *
     * @param sent the header's values; null if it was not sent
     * @param unusable the service's problem of a missing or unusable key
     * @throws ProblemException if it is missing, sent twice, blank, too long, or contains control
     *     characters
     */
    public static String require(@Nullable List<String> sent, ProblemType unusable) {
        if (sent == null || sent.size() != 1) {
            throw unusable(unusable, "Send exactly one key.", "请发送且仅发送一个幂等键。");
        }
        String key = sent.getFirst();
        if (key.isBlank() || key.length() > MAX_CHARACTERS) {
            throw unusable(
                    unusable,
                    "The key must have 1 to " + MAX_CHARACTERS + " characters.",
                    "幂等键长度须为 1 至 " + MAX_CHARACTERS + " 个字符。");
        }
        if (!StorableText.isStorable(key)
                || key.codePoints().anyMatch(StorableText::breaksTheLine)) {
            throw unusable(
                    unusable, "The key must not contain control characters.", "幂等键不得含有控制字符。");
        }
        return key;
    }

    private static ProblemException unusable(ProblemType type, String english, String chinese) {
        return new ProblemException(type, HEADER, new Text(english, chinese));
    }
}
