package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.gateway.Wording;

/** Reads required JSON fields strictly. */
final class Json {
    private Json() {}

    static String text(JsonNode json, String field) throws UnreadableAlipayException {
        JsonNode value = json.path(field);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || !Wording.isClean(value.textValue())) {
            throw new UnreadableAlipayException("no " + field);
        }
        return value.textValue();
    }
}
