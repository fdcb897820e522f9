package steadfast.fulfillment.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;

/**
 * {@code text/csv} (RFC 4180): one code a line, quoted if need be; a first line {@code code} is the
 * header.
 */
final class CsvFormat extends UploadFormat {

    private static final String HEADER = "code";

    private final ObjectReader fields =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[][].class);

    @Override
    UploadedLine read(int number, String text) {
        if (text.indexOf('"') < 0 && text.indexOf(',') < 0) {
            return number == 1 && text.equals(HEADER) ? new UploadedLine.Header() : judge(text);
        }
        try {
            String[][] records = fields.readValue(text);
            if (records.length != 1 || records[0].length != 1) {
                return new UploadedLine.Bad(RefusalReason.INVALID_CSV);
            }
            String code = records[0][0];
            return number == 1 && code.equals(HEADER) ? new UploadedLine.Header() : judge(code);
        } catch (JsonProcessingException e) {
            return new UploadedLine.Bad(RefusalReason.INVALID_CSV);
        }
    }
}
