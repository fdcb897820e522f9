package steadfast.http.input;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * The rule for the charset of a body: UTF-8 (RFC 8259, section 8.1). A body in another charset
 * would be misread, and if it happens to be valid UTF-8 it would be stored with wrong characters.
 */
public final class CharsetRules {

    private CharsetRules() {}

    /**
     * Requires that the body's type names UTF-8, its subset US-ASCII, or no charset.
     *
     * @param type null if the request has none
     * @throws ProblemException 415 naming {@code Content-Type}
     */
    public static void requireUtf8(@Nullable MediaType type) {
        @Nullable String named =
                type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (named != null && !isUtf8(named)) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    HttpHeaders.CONTENT_TYPE,
                    new Text("The body must be UTF-8.", "请求体须使用 UTF-8 编码。"));
        }
    }

    private static boolean isUtf8(String name) {
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.UTF_8)
                    || charset.equals(StandardCharsets.US_ASCII);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
