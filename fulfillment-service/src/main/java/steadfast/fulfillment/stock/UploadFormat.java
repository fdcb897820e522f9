package steadfast.fulfillment.stock;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Optional;
import steadfast.fulfillment.vault.Code;

/** How the lines of an upload are read; for one upload and one thread. */
abstract sealed class UploadFormat permits CsvFormat, JsonLinesFormat {

    /** Reports what the charset doesn't have, instead of replacing it. */
    private final CharsetDecoder decoder;

    UploadFormat(Charset charset) {
        this.decoder = charset.newDecoder();
    }

    /** What the next line is. */
    final UploadedLine read(UploadLines lines, byte[] line) {
        if (lines.overlong()) {
            return new UploadedLine.Bad(RefusalReason.TOO_LONG);
        }
        Optional<String> text = text(lines, line);
        if (text.isEmpty()) {
            return new UploadedLine.Bad(RefusalReason.INVALID_ENCODING);
        }
        return CodeRules.blank(text.get()) ? new UploadedLine.Blank() : read(text.get());
    }

    /** What this line, which is not blank, is. */
    abstract UploadedLine read(String text);

    private Optional<String> text(UploadLines lines, byte[] line) {
        try {
            String text = decoder.decode(ByteBuffer.wrap(line)).toString();
            return Optional.of(lines.number() == 1 ? UploadCharset.withoutMark(text) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static UploadedLine judge(String code) {
        Optional<RefusalReason> refusal = CodeRules.refusal(code);
        return refusal.isPresent()
                ? new UploadedLine.Bad(refusal.get())
                : new UploadedLine.Good(new Code(code));
    }
}
