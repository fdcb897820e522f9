package steadfast.fulfillment.stock.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import steadfast.fulfillment.upload.UploadConfig;
import steadfast.fulfillment.vault.SealedTemporary;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Reads the JSON of voids and moves as strictly as any other, but up to the size of ten thousand of
 * the longest codes.
 */
@Singleton
class ChangeBodies {

    private final ObjectMapper json;

    ChangeBodies(ObjectMapper json, UploadConfig config) {
        JsonFactory factory = json.getFactory().copy();
        factory.setStreamReadConstraints(
                factory.streamReadConstraints()
                        .rebuild()
                        .maxDocumentLength(config.maxChangeBytes())
                        .build());
        this.json = json.copyWith(factory);
    }

    /**
     * Reads the body.
     *
     * @throws BadRequestException with Jackson's exception, which becomes a problem that names the
     *     field
     */
    <T> T read(SealedTemporary body, Class<T> type) {
        try (InputStream in = body.open()) {
            @Nullable T read = json.readerFor(type).readValue(in);
            if (read == null) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        null,
                        new Text("The body is empty.", "请求体为空。"));
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
