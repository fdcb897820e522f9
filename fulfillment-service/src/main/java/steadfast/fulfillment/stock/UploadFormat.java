package steadfast.fulfillment.stock;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Optional;
import steadfast.fulfillment.vault.Code;

/** Reads the lines of an upload; for one upload and one thread. */
abstract sealed class UploadFormat permits CsvFormat, JsonLinesFormat {

    /** Reports invalid bytes, instead of replacing them. */
    private final CharsetDecoder decoder;

    UploadFormat(Charset charset) {
        this.decoder = charset.newDecoder();
    }

    /** Reads the next line. */
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

    /** Reads a line that is not blank. */
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
