package steadfast.fulfillment.stock;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import steadfast.fulfillment.vault.Code;

/** How the lines of an upload are read. */
abstract sealed class UploadFormat permits CsvFormat, JsonLinesFormat {

    /** What the next line is. */
    final UploadedLine read(UploadLines lines, byte[] line) {
        if (lines.overlong()) {
            return new UploadedLine.Bad(RefusalReason.TOO_LONG);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            return new UploadedLine.Bad(RefusalReason.INVALID_UTF8);
        }
        return text.isBlank()
                ? new UploadedLine.Bad(RefusalReason.EMPTY)
                : read(lines.number(), text);
    }

    /** What this line, which is not blank, is. {@code number} counts from 1. */
    abstract UploadedLine read(int number, String text);

    static UploadedLine judge(String code) {
        Optional<RefusalReason> refusal = CodeRules.refusal(code);
        return refusal.isPresent()
                ? new UploadedLine.Bad(refusal.get())
                : new UploadedLine.Good(new Code(code));
    }
}
