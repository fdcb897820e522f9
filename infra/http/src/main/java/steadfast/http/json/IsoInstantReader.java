package steadfast.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import steadfast.http.input.StorableInstant;

/** Reads a time from ISO 8601 text only: the unit of a bare number would have to be guessed. */
final class IsoInstantReader extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    IsoInstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        try {
            return StorableInstant.parse(parser.getText());
        } catch (DateTimeException e) {
            return (Instant)
                    context.handleWeirdStringValue(
                            Instant.class, parser.getText(), "not an ISO 8601 moment");
        }
    }
}
