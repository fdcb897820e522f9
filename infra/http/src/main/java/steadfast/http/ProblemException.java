package steadfast.http;

import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final @Nullable String field;

    /** A problem of the request as a whole; {@code detail} says what happened this time. */
    public ProblemException(ProblemType type, String detail) {
        this(type, null, detail);
    }

    /** A problem of one field, named as the client wrote it. */
    public ProblemException(ProblemType type, @Nullable String field, String detail) {
        super(detail);
        this.type = type;
        this.field = field;
    }

    /** The stable kind. */
    public ProblemType type() {
        return type;
    }

    /** The offending field or header; null if the problem is of the whole. */
    public @Nullable String field() {
        return field;
    }
}
