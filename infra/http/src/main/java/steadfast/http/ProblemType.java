package steadfast.http;

import com.google.errorprone.annotations.Immutable;

/** A stable kind of error (RFC 9457); each service lists its own in an enum. */
public interface ProblemType {

    /** The last part of the {@code type} URI, in kebab case; never changes once published. */
    String code();

    /** The HTTP status. */
    int status();

    /** Returns whether the same request may succeed later. */
    boolean retryable();

    /** Returns what happened, in a few words. */
    Text title();

    /** Returns what to do next. */
    Text action();

    /** A sentence in both languages. */
    @Immutable // so that the enums that list problems are
    record Text(String english, String chinese) {}
}
