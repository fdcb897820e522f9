package steadfast.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent (RFC 9457).
 *
 * @param type {@code urn:steadfast:problem:<code>}
 * @param field the offending field's path or header; absent if the problem concerns the whole
 *     request
 * @param instance the incident's ID in the log; only for a 5xx
 * @param extensions further members, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String action,
        boolean retryable,
        @Nullable String field,
        @Nullable URI instance,
        @JsonAnyGetter Map<String, Object> extensions) {

    static Problem of(ProblemException thrown, @Nullable UUID incident, Language language) {
        ProblemType type = thrown.type();
        return new Problem(
                // A name, not an address, because no page exists for it.
                URI.create("urn:steadfast:problem:" + type.code()),
                language.of(type.title()),
                type.status(),
                language.of(thrown.detail()),
                language.of(type.action()),
                type.retryable(),
                thrown.field(),
                incident == null ? null : URI.create("urn:uuid:" + incident),
                thrown.extensions());
    }
}
