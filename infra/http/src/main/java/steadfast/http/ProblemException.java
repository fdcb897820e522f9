package steadfast.http;

import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final @Nullable String field;
    private final transient ProblemType.Text detail;

    /** A problem of the request as a whole; {@code detail} says what happened this time. */
    public ProblemException(ProblemType type, String detail) {
        this(type, null, detail);
    }

    /** A problem of one field, named as the client wrote it. */
    public ProblemException(ProblemType type, @Nullable String field, String detail) {
        this(type, field, new ProblemType.Text(detail, detail));
    }

    /** A problem whose detail is told in the client's language. */
    public ProblemException(ProblemType type, @Nullable String field, ProblemType.Text detail) {
        super(detail.english());
        this.type = type;
        this.field = field;
        this.detail = detail;
    }

    /** The stable kind. */
    public ProblemType type() {
        return type;
    }

    /** The offending field or header; null if the problem is of the whole. */
    public @Nullable String field() {
        return field;
    }

    /** What happened this time. */
    public ProblemType.Text detail() {
        return detail;
    }
}
