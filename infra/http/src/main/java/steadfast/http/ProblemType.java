package steadfast.http;

import com.google.errorprone.annotations.Immutable;

/** A stable kind of error (RFC 9457); each service lists its own in an enum. */
public interface ProblemType {

    /** Returns the properties of this kind of error. */
    Spec spec();

    default String code() {
        return spec().code();
    }

    default int status() {
        return spec().status();
    }

    default boolean retryable() {
        return spec().retryable();
    }

    default Text title() {
        return spec().title();
    }

    default Text action() {
        return spec().action();
    }

    /**
     * The properties of a kind of error.
     *
     * @param code the last part of the {@code type} URI, in kebab case; never changes once
     *     published
     * @param status the HTTP status
     * @param retryable whether the same request may succeed later
     * @param title what happened, in a few words
     * @param action what to do next
     */
    @Immutable // so that the enums that list problems are
    record Spec(String code, int status, boolean retryable, Text title, Text action) {}

    /** A sentence in both languages. */
    @Immutable
    record Text(String english, String chinese) {}
}
