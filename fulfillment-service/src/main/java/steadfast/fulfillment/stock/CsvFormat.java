package steadfast.fulfillment.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.nio.charset.Charset;

/** {@code text/csv} (RFC 4180): one code per line, quoted if necessary. */
final class CsvFormat extends UploadFormat {

    private final ObjectReader fields =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[][].class);

    CsvFormat(Charset charset) {
        super(charset);
    }

    @Override
    UploadedLine read(String text) {
        if (text.indexOf('"') < 0 && text.indexOf(',') < 0) {
            return judge(text);
        }
        try {
            String[][] records = fields.readValue(text);
            return records.length == 1 && records[0].length == 1
                    ? judge(records[0][0])
                    : new UploadedLine.Bad(RefusalReason.INVALID_CSV);
        } catch (JsonProcessingException e) {
            return new UploadedLine.Bad(RefusalReason.INVALID_CSV);
        }
    }
}
