package steadfast.gateway.alipay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.signature.CallbackJson;

/**
 * The outer JSON of an answer: one signed node, and its signature. The signature covers the node's
 * characters as received, so they are cut out and never re-serialised.
 *
 * @param signedText the node's characters
 * @param signature null if there is none
 */
record Envelope(JsonNode node, String signedText, @Nullable String signature) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Envelope read(byte[] body, String responseName) throws UnreadableAlipayException {
        try {
            if (new CallbackJson().object(body) == null) {
                throw new UnreadableAlipayException("no whole JSON object");
            }
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString(),
                    Set.of(responseName, "error_response"));
        } catch (IOException e) {
            throw new UnreadableAlipayException("no whole JSON object");
        }
    }

    private static Envelope read(String text, Set<String> names)
            throws IOException, UnreadableAlipayException {
        Set<String> found = new HashSet<>();
        String signedText = null;
        String signature = null;
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                parser.skipChildren();
                if (names.contains(name) && value == JsonToken.START_OBJECT) {
                    found.add(name);
                    signedText =
                            text.substring(
                                    start,
                                    Math.toIntExact(parser.currentLocation().getCharOffset()));
                } else if (name.equals("sign") && value == JsonToken.VALUE_STRING) {
                    signature = parser.getText();
                }
            }
        }
        if (signedText == null || found.size() != 1) {
            throw new UnreadableAlipayException("not exactly one answer to this request");
        }
        return new Envelope(MAPPER.readTree(signedText), signedText, signature);
    }
}
