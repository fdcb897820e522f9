package steadfast.sandbox.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import steadfast.events.Money;
import steadfast.sandbox.protocol.PaymentKey;

/** A JSON object read strictly, field by field; every refusal names its field. */
final class JsonBody {

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode json;
    private final Set<String> read = new HashSet<>();

    private JsonBody(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads the whole body.
     *
     * @throws ApiException if it is not one JSON object
     */
    static JsonBody parse(byte[] body) throws ApiException {
        try {
            JsonNode json = STRICT.readTree(body);
            if (!json.isObject()) {
                throw ApiException.badRequest("the body must be a JSON object");
            }
            return new JsonBody(json);
        } catch (IOException e) {
            throw ApiException.badRequest(
                    "the body must be one well-formed JSON object without repeated fields");
        }
    }

    PaymentKey paymentKey(String field) throws ApiException {
        try {
            return new PaymentKey(string(field));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(field + " " + e.getMessage());
        }
    }

    /** Returns a text of 1 to {@code maxLength} characters, not all of them blank. */
    String text(String field, int maxLength) throws ApiException {
        String text = string(field);
        if (text.isBlank() || text.length() > maxLength) {
            throw ApiException.badRequest(field + " must have 1 to " + maxLength + " characters");
        }
        return text;
    }

    /** Returns the fields {@code amountMinor} (above 0) and {@code currency}. */
    Money money() throws ApiException {
        JsonNode amount = value("amountMinor");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() <= 0) {
            throw ApiException.badRequest("amountMinor must be a whole number above 0");
        }
        String currency = string("currency");
        try {
            return new Money(amount.longValue(), currency);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("currency must be three capital letters (ISO 4217)");
        }
    }

    /** Returns whether the field is present. */
    boolean has(String field) {
        return json.has(field);
    }

    boolean flag(String field) throws ApiException {
        JsonNode value = value(field);
        if (!value.isBoolean()) {
            throw ApiException.badRequest(field + " must be true or false");
        }
        return value.booleanValue();
    }

    Instant instant(String field) throws ApiException {
        try {
            return Instant.parse(string(field));
        } catch (DateTimeException e) {
            throw ApiException.badRequest(field + " must be a time such as 2030-01-31T08:15:00Z");
        }
    }

    /**
     * Ends the reading.
     *
     * @throws ApiException if there is a field that was not read
     */
    void nothingElse() throws ApiException {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name)) {
                throw ApiException.badRequest(
                        name.length() <= 50 && name.chars().noneMatch(Character::isISOControl)
                                ? name + " is not a known field"
                                : "an unknown field is present");
            }
        }
    }

    private String string(String field) throws ApiException {
        JsonNode value = value(field);
        if (!value.isTextual()) {
            throw ApiException.badRequest(field + " must be a string");
        }
        return value.textValue();
    }

    private JsonNode value(String field) throws ApiException {
        read.add(field);
        JsonNode value = json.get(field);
        if (value == null) {
            throw ApiException.badRequest(field + " is missing");
        }
        return value;
    }
}
