package steadfast.fulfillment.stock;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * The charset of an upload, by the {@code charset} parameter of its Content-Type: UTF-8 by default,
 * and the charsets that spreadsheets write. In each of them a byte below 0x30 is the ASCII
 * character, so that lines can be split before they are decoded; UTF-16 is not like that.
 *
 * <p>Many clients declare any text as {@code ISO-8859-1}, in which all bytes are valid: a code in
 * UTF-8 would be sold as gibberish. So of the Latin charsets only ASCII is accepted.
 */
final class UploadCharset {

    private static final Set<String> AS_NAMED = Set.of("UTF-8", "GBK", "GB18030", "Big5");
    private static final Set<String> AS_ASCII = Set.of("US-ASCII", "ISO-8859-1", "windows-1252");
    private static final String NAMES = "UTF-8, GBK, GB2312, GB18030, Big5";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private UploadCharset() {}

    /**
     * The charset that the media type names.
     *
     * @throws ProblemException {@code unsupported-charset}
     */
    static Charset of(@Nullable MediaType type) {
        String name = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (name == null || name.isBlank()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(name.strip());
            if (AS_NAMED.contains(charset.name())) {
                return charset;
            }
            if (AS_ASCII.contains(charset.name())) {
                return StandardCharsets.US_ASCII;
            }
            if (charset.name().equals("GB2312")) {
                // It is used to mean GBK, which has its characters and more (WHATWG Encoding).
                return Charset.forName("GBK");
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // Refused below, like a charset that exists but is not supported.
        }
        throw unsupported();
    }

    /**
     * Refuses what begins with UTF-16's byte order mark.
     *
     * @throws ProblemException {@code unsupported-charset}
     */
    static void refuseUtf16(byte[] firstLine) {
        if (firstLine.length >= 2) {
            int mark = ((firstLine[0] & 0xFF) << 8) | (firstLine[1] & 0xFF);
            if (mark == 0xFEFF || mark == 0xFFFE) {
                throw unsupported();
            }
        }
    }

    /** The first line's text without its byte order mark. */
    static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static ProblemException unsupported() {
        return new ProblemException(
                StockProblem.UNSUPPORTED_CHARSET,
                HttpHeaders.CONTENT_TYPE,
                new Text(
                        "Codes are read as UTF-8 by default; the charset parameter of"
                                + " Content-Type can be: "
                                + NAMES
                                + ".",
                        "默认按 UTF-8 读取；Content-Type 的 charset 参数可为：" + NAMES + "。"));
    }
}
