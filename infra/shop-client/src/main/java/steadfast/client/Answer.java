package steadfast.client;

import java.util.function.Function;

/**
 * What became of a request.
 *
 * @param <T> the content of a success
 */
public sealed interface Answer<T> {

    /** A 2xx. */
    record Ok<T>(T value) implements Answer<T> {}

    /** A definite refusal of this request. */
    record No<T>(int status, String why) implements Answer<T> {}

    /**
     * No answer, or one that a retry may change: send the same request again, with the same key.
     */
    record Later<T>(String why) implements Answer<T> {}

    /** Returns the same answer with another view of its content. */
    default <R> Answer<R> map(Function<? super T, ? extends R> view) {
        return switch (this) {
            case Ok<T> ok -> new Ok<>(view.apply(ok.value()));
            case No<T> no -> new No<>(no.status(), no.why());
            case Later<T> later -> new Later<>(later.why());
        };
    }
}
