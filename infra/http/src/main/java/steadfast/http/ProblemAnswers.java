package steadfast.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes problems as responses, in the client's language; for code that responds directly instead
 * of throwing a {@link ProblemException}.
 */
@Singleton
public class ProblemAnswers {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_SOON_SECONDS = 1;
    private static final int RETRY_LATER_SECONDS = 5;

    private final ObjectMapper json;

    ProblemAnswers(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Returns a problem of the request as a whole, without details beyond its type.
     *
     * @param acceptLanguage the request's header; null if it has none
     */
    public Response.ResponseBuilder answer(ProblemType type, @Nullable String acceptLanguage) {
        return answer(new ProblemException(type, null, type.title()), null, acceptLanguage);
    }

    /** Returns the response; the body is already bytes, so content negotiation cannot change it. */
    Response.ResponseBuilder answer(
            ProblemException problem, @Nullable UUID incident, @Nullable String acceptLanguage) {
        ProblemType type = problem.type();
        Language language = Language.preferred(acceptLanguage);
        Response.ResponseBuilder response =
                Response.status(type.status())
                        .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .entity(bytes(Problem.of(problem, incident, language)));
        retryAfterSeconds(type)
                .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response;
    }

    private byte[] bytes(Problem problem) {
        try {
            // Not writeValueAsBytes: it refuses half of a surrogate pair, which a name sent by the
            // client may contain.
            return json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written", e);
        }
    }

    private static OptionalInt retryAfterSeconds(ProblemType type) {
        if (type.status() >= 500) {
            return OptionalInt.of(RETRY_LATER_SECONDS);
        }
        return type.status() == 429 || (type.status() == 409 && type.retryable())
                ? OptionalInt.of(RETRY_SOON_SECONDS)
                : OptionalInt.empty();
    }
}
