package steadfast.fulfillment.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryLineIsJudgedTest {

    @Test
    void aCsvUploadIsReadLineByLine() throws Exception {
        assertThat(read(new CsvFormat(), "\uFEFFcode\r\nA-1\n\"B,2\"\r\n\"C\"\"3\"\nD-4"))
                .containsExactly("header", "A-1", "B,2", "C\"3", "D-4");
    }

    @Test
    void theHeaderStandsOnTheFirstLineOnly() throws Exception {
        assertThat(read(new CsvFormat(), "\"code\"\nA\ncode\n"))
                .containsExactly("header", "A", "code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A,B|invalid-csv",
                "\"A|invalid-csv",
                "\"A\"B|invalid-csv",
                "\"A\",|invalid-csv",
                "\"\"|empty",
                "~  ~|empty",
                "\" A\"|surrounding-space",
                "~A ~|surrounding-space",
                "~\u00A0A~|surrounding-space",
            })
    void aBadCsvLineIsRefused(String line, String reason) throws Exception {
        assertThat(read(new CsvFormat(), "GOOD\n" + line + "\nGOOD"))
                .containsExactly("GOOD", reason, "GOOD");
    }

    @Test
    void anEmptyLineIsRefusedButNotTheEndOfTheLastOne() throws Exception {
        assertThat(read(new CsvFormat(), "A\n\nB\n")).containsExactly("A", "empty", "B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\tB", "A\u0000B", "A\u200BB", "A\u2028B", "A\u202EB", "A\u007FB"})
    void whatCannotBeSeenIsRefused(String line) throws Exception {
        assertThat(read(new CsvFormat(), line)).containsExactly("control-character");
    }

    @Test
    void theLongestCodeIsTakenAndALongerOneIsNot() throws Exception {
        String longest = "\uD83C\uDFAE".repeat(CodeRules.MAX_CHARACTERS);

        assertThat(read(new CsvFormat(), longest + "\n" + longest + "x"))
                .containsExactly(longest, "too-long");
    }

    @Test
    void anEndlessLineIsRefusedWithoutBeingKept() throws Exception {
        String endless = "x".repeat(3 * UploadLines.MAX_BYTES);

        assertThat(read(new CsvFormat(), "A\n" + endless + "\nB"))
                .containsExactly("A", "too-long", "B");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write("A\nB".getBytes(UTF_8));
        upload.write(new byte[] {(byte) 0xC3, (byte) 0x28, '\n', 'C'});

        assertThat(read(new CsvFormat(), upload.toByteArray()))
                .containsExactly("A", "invalid-utf8", "C");
    }

    @Test
    void aJsonLinesUploadIsReadLineByLine() throws Exception {
        assertThat(
                        read(
                                new JsonLinesFormat(),
                                "{\"code\":\"A-1\"}\r\n {\"code\" : \"\\u0042\"} \n"))
                .containsExactly("A-1", "B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-1",
                "\"A-1\"",
                "{}",
                "null",
                "[\"A\"]",
                "{\"code\":7}",
                "{\"code\":null}",
                "{\"code\":\"A\",\"sku\":\"B\"}",
                "{\"code\":\"A\",\"code\":\"B\"}",
                "{\"code\":\"A\"} {\"code\":\"B\"}",
                "{\"code\":\"A\"",
                "{\"Code\":\"A\"}"
            })
    void aBadJsonLineIsRefused(String line) throws Exception {
        assertThat(read(new JsonLinesFormat(), line)).containsExactly("invalid-json");
    }

    @Test
    void aCodeInJsonObeysTheSameRules() throws Exception {
        assertThat(
                        read(
                                new JsonLinesFormat(),
                                """
                                {"code":""}
                                {"code":"A\\nB"}
                                {"code":"A\\ud800"}
                                {"code":" A"}\
                                """))
                .containsExactly(
                        "empty", "control-character", "control-character", "surrounding-space");
    }

    private static List<String> read(UploadFormat format, String upload) throws IOException {
        return read(format, upload.getBytes(UTF_8));
    }

    private static List<String> read(UploadFormat format, byte[] upload) throws IOException {
        UploadLines lines = new UploadLines(new ByteArrayInputStream(upload));
        List<String> found = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            found.add(
                    switch (format.read(lines, line)) {
                        case UploadedLine.Good good -> good.code().reveal();
                        case UploadedLine.Bad bad -> bad.reason().token();
                        case UploadedLine.Header _ -> "header";
                    });
        }
        return found;
    }
}
