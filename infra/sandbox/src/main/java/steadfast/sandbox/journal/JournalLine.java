package steadfast.sandbox.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A fact as one line of JSON, {@code {"crc":"<8 hex digits>","is":<the fact>}}: readable by any
 * tool, and a flipped bit is detected. The checksum is CRC-32C over the bytes of the fact.
 */
final class JournalLine {

    private static final String OPENING = "{\"crc\":\"";
    private static final String MIDDLE = "\",\"is\":";
    private static final String CLOSING = "}";
    private static final int MIDDLE_AT = OPENING.length() + 8;
    private static final int FACT_AT = MIDDLE_AT + MIDDLE.length();

    private final JsonMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    /** Returns the line without its line feed. */
    byte[] write(LedgerEvent ledgerEvent) {
        try {
            String text = json.writerFor(LedgerEvent.class).writeValueAsString(ledgerEvent);
            return (OPENING + checksum(text) + MIDDLE + text + CLOSING).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact cannot be written", e);
        }
    }

    /**
     * The fact of a line without its line feed.
     *
     * @throws IOException if the line is damaged, saying how
     */
    LedgerEvent read(byte[] line) throws IOException {
        String text = new String(line, UTF_8);
        if (text.length() <= FACT_AT
                || !text.startsWith(OPENING)
                || !text.startsWith(MIDDLE, MIDDLE_AT)
                || !text.endsWith(CLOSING)) {
            throw new IOException("it is not a line of a journal");
        }
        String fact = text.substring(FACT_AT, text.length() - CLOSING.length());
        if (!checksum(fact).equals(text.substring(OPENING.length(), MIDDLE_AT))) {
            throw new IOException("its checksum does not match");
        }
        return json.readValue(fact, LedgerEvent.class);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
