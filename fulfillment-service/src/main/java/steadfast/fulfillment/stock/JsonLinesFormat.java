package steadfast.fulfillment.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.Charset;

/** {@code application/x-ndjson}: one object {@code {"code":"…"}} per line, without other fields. */
final class JsonLinesFormat extends UploadFormat {

    private static final String CODE = "code";

    private final ObjectReader objects =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    JsonLinesFormat(Charset charset) {
        super(charset);
    }

    @Override
    UploadedLine read(String text) {
        try {
            JsonNode object = objects.readValue(text);
            return object.isObject() && object.size() == 1 && object.path(CODE).isTextual()
                    ? judge(object.path(CODE).textValue())
                    : new UploadedLine.Bad(RefusalReason.INVALID_JSON);
        } catch (JsonProcessingException e) {
            return new UploadedLine.Bad(RefusalReason.INVALID_JSON);
        }
    }
}
