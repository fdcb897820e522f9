package steadfast.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent (RFC 9457).
 *
 * @param type {@code urn:steadfast:problem:<code>}
 * @param field the offending field's path or header; absent if the problem is of the whole
 * @param instance the incident, as our log names it; only for a 5xx
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
        @Nullable URI instance) {

    static Problem of(
            ProblemType type,
            ProblemType.Text detail,
            @Nullable String field,
            @Nullable UUID incident,
            Language language) {
        return new Problem(
                // A name, not an address: no page stands behind it, so none is pretended.
                URI.create("urn:steadfast:problem:" + type.code()),
                language.of(type.title()),
                type.status(),
                language.of(detail),
                language.of(type.action()),
                type.retryable(),
                field,
                incident == null ? null : URI.create("urn:uuid:" + incident));
    }
}
