package steadfast.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.input.CharsetRules;
import steadfast.http.input.StorableText;

/**
 * Refuses a JSON body that contains text that cannot be stored, field names included, before it is
 * parsed, so that no custom deserializer can let one through. Does not apply to endpoints that read
 * raw bytes.
 */
@Provider
public class StorableBodies implements ReaderInterceptor {

    private final JsonFactory json;

    StorableBodies() {
        json = new JsonFactory();
        StrictJson.limit(json);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (InputStream.class.isAssignableFrom(context.getType())) {
            return context.proceed();
        }
        CharsetRules.requireUtf8(context.getMediaType());
        InputStream sent = context.getInputStream();
        byte[] body = sent.readNBytes(StrictJson.MAX_DOCUMENT_BYTES + 1);
        requireUtf8(body);
        InputStream again = new ByteArrayInputStream(body);
        if (body.length > StrictJson.MAX_DOCUMENT_BYTES) {
            // Too long, which the reader will report.
            context.setInputStream(new SequenceInputStream(again, sent));
        } else {
            requireStorable(body);
            context.setInputStream(again);
        }
        return context.proceed();
    }

    /**
     * Jackson guesses UTF-16 and UTF-32 by their zero bytes, and ignores 0xFF in a field's name.
     */
    private static void requireUtf8(byte[] body) {
        boolean whole = body.length <= StrictJson.MAX_DOCUMENT_BYTES;
        boolean utf8 =
                !UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(body), CharBuffer.allocate(body.length), whole)
                        .isError();
        boolean zero = false;
        for (byte one : body) {
            zero |= one == 0;
        }
        if (!utf8 || zero) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_BODY,
                    null,
                    new Text("The body must be UTF-8.", "请求体须使用 UTF-8 编码。"));
        }
    }

    private void requireStorable(byte[] body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text && !StorableText.isStorable(parser.getText())) {
                    throw StorableText.unstorable(path(parser.getParsingContext()));
                }
            }
        } catch (JsonProcessingException e) {
            // Not JSON: the reader reports where.
        }
    }

    /** Returns the path as {@code lines[0].quantity}; null for the body itself. */
    private static @Nullable String path(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return null;
        }
        @Nullable String before = path(context.getParent());
        if (context.inArray()) {
            return (before == null ? "" : before) + '[' + context.getCurrentIndex() + ']';
        }
        String name = String.valueOf(context.getCurrentName());
        return before == null ? name : before + '.' + name;
    }
}
