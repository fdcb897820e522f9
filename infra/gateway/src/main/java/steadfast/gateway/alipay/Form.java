package steadfast.gateway.alipay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import steadfast.gateway.CallbackReading.Reason;

/** A form-urlencoded body in UTF-8, read strictly: ambiguous input is rejected. */
final class Form {
    private static final int MAX_PARAMETERS = 100;

    private Form() {}

    /** Thrown if it is not such a body. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason reason;
        private final String complaint;

        UnreadableException(Reason reason, String complaint) {
            super(complaint);
            this.reason = reason;
            this.complaint = complaint;
        }

        Reason reason() {
            return reason;
        }

        String complaint() {
            return complaint;
        }
    }

    static SortedMap<String, String> read(byte[] body) throws UnreadableException {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String part : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || parameters.size() == MAX_PARAMETERS) {
                throw malformed("not a form");
            }
            String name = decoded(part.substring(0, equals));
            if (parameters.put(name, decoded(part.substring(equals + 1))) != null) {
                throw new UnreadableException(
                        Reason.DUPLICATE_PARAMETER, "a parameter more than once");
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws UnreadableException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '%') {
                bytes.write(hex(text, at + 1) * 16 + hex(text, at + 2));
                at += 2;
            } else {
                bytes.write(next == '+' ? ' ' : next);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8");
        }
    }

    private static int hex(String text, int at) throws UnreadableException {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw malformed("a broken escape");
        }
        return digit;
    }

    private static UnreadableException malformed(String complaint) {
        return new UnreadableException(Reason.MALFORMED, complaint);
    }
}
