package steadfast.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final @Nullable String field;
    private final transient ProblemType.Text detail;
    private final transient Map<String, Object> extensions;

    /** Creates a problem of the request as a whole; {@code detail} says what happened this time. */
    public ProblemException(ProblemType type, String detail) {
        this(type, null, detail);
    }

    /** Creates a problem of one field, named as the client wrote it. */
    public ProblemException(ProblemType type, @Nullable String field, String detail) {
        this(type, field, new ProblemType.Text(detail, detail));
    }

    /** Creates a problem whose detail is given in the client's language. */
    public ProblemException(ProblemType type, @Nullable String field, ProblemType.Text detail) {
        this(type, field, detail, Map.of());
    }

    private ProblemException(
            ProblemType type,
            @Nullable String field,
            ProblemType.Text detail,
            Map<String, Object> extensions) {
        super(detail.english());
        this.type = type;
        this.field = field;
        this.detail = detail;
        this.extensions = extensions;
    }

    /**
     * Returns this problem with one more member (RFC 9457, section 3.2), for values that a client's
     * program has to read.
     */
    public ProblemException with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new ProblemException(type, field, detail, more);
    }

    /** The stable kind. */
    public ProblemType type() {
        return type;
    }

    /** Returns the offending field or header; null if the problem concerns the whole request. */
    public @Nullable String field() {
        return field;
    }

    /** Returns what happened this time. */
    public ProblemType.Text detail() {
        return detail;
    }

    /** Further members of the problem, by name. */
    public Map<String, Object> extensions() {
        return extensions;
    }
}
