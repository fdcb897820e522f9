package steadfast.fulfillment.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryLineIsJudgedTest {

    @Test
    void aCsvUploadIsReadLineByLine() throws Exception {
        assertThat(read(csv(), "\uFEFFA-1\r\n\"B,2\"\r\n\"C\"\"3\"\nD-4"))
                .containsExactly("A-1", "B,2", "C\"3", "D-4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\nB\nC", "A\r\nB\r\nC\r\n", "A\rB\rC\r", "A\nB\r\nC\r"})
    void aLineEndsAtLfCrLfOrCr(String upload) throws Exception {
        assertThat(read(csv(), upload)).containsExactly("A", "B", "C");
    }

    @Test
    void blankLinesArePassedOverAndStillCount() throws Exception {
        UploadLines lines =
                new UploadLines(
                        new ByteArrayInputStream(
                                "\r\n \nA\r\n\r\n\u3000\u00A0\nB\n\n".getBytes(UTF_8)));

        List<String> found = numbered(csv(), lines);

        assertThat(found).containsExactly("3 A", "6 B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030", "Big5", "UTF-8"})
    void aCodeIsReadInTheCharsetThatIsNamed(String charset) throws Exception {
        String code = "A-\u4e2d";

        assertThat(
                        read(
                                new CsvFormat(Charset.forName(charset)),
                                (code + "\nB").getBytes(Charset.forName(charset))))
                .containsExactly(code, "B");
    }

    @Test
    void aByteOrderMarkIsSkippedInWhateverCharset() throws Exception {
        Charset charset = Charset.forName("GB18030");

        assertThat(read(new CsvFormat(charset), "\uFEFFA\nB".getBytes(charset)))
                .containsExactly("A", "B");
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
                "\" A\"|surrounding-space",
                "~A ~|surrounding-space",
                "~\u00A0A~|surrounding-space",
            })
    void aBadCsvLineIsRefused(String line, String reason) throws Exception {
        assertThat(read(csv(), "GOOD\n" + line + "\nGOOD")).containsExactly("GOOD", reason, "GOOD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\tB",
                "A\u0000B",
                "A\u200BB",
                "A\u2028B",
                "A\u202EB",
                "A\u007FB",
                "A\u3164",
                "A\uFE0F",
                "A\u2800",
                "A\u034F",
                "A\uE000"
            })
    void whatCannotBeSeenIsRefused(String line) throws Exception {
        assertThat(read(csv(), line)).containsExactly("control-character");
    }

    @Test
    void theLongestCodeIsTakenAndALongerOneIsNot() throws Exception {
        String longest = "\uD83C\uDFAE".repeat(CodeRules.MAX_CHARACTERS);

        assertThat(read(csv(), longest + "\n" + longest + "x"))
                .containsExactly(longest, "too-long");
    }

    @Test
    void anEndlessLineIsRefusedWithoutBeingKept() throws Exception {
        String endless = "x".repeat(3 * UploadLines.MAX_BYTES);

        assertThat(read(csv(), "A\n" + endless + "\nB")).containsExactly("A", "too-long", "B");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedOnTheirLine() throws Exception {
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write("A\nB".getBytes(UTF_8));
        upload.write(new byte[] {(byte) 0xC3, (byte) 0x28, '\n', 'C'});

        assertThat(read(csv(), upload.toByteArray())).containsExactly("A", "invalid-encoding", "C");
    }

    @Test
    void aJsonLinesUploadIsReadLineByLine() throws Exception {
        assertThat(
                        read(
                                new JsonLinesFormat(UTF_8),
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
        assertThat(read(new JsonLinesFormat(UTF_8), line)).containsExactly("invalid-json");
    }

    @Test
    void aCodeInJsonObeysTheSameRules() throws Exception {
        assertThat(
                        read(
                                new JsonLinesFormat(UTF_8),
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
        return numbered(format, new UploadLines(new ByteArrayInputStream(upload))).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static List<String> numbered(UploadFormat format, UploadLines lines)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            switch (format.read(lines, line)) {
                case UploadedLine.Good good ->
                        found.add(lines.number() + " " + good.code().reveal());
                case UploadedLine.Bad bad -> found.add(lines.number() + " " + bad.reason().token());
                case UploadedLine.Blank _ -> {}
            }
        }
        return found;
    }

    private static CsvFormat csv() {
        return new CsvFormat(UTF_8);
    }
}
