package steadfast.http.log;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.text.OneLine;

/** An exception for the log: each of its messages stays on one line, whatever it quotes. */
final class OneLineThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String text;
    private @Nullable OneLineThrowable causedBy;

    private OneLineThrowable(Throwable original) {
        super(null, null);
        this.text = OneLine.of(String.valueOf(original));
        setStackTrace(original.getStackTrace());
    }

    /** Returns the exception itself if all its messages are one line, otherwise a replacement. */
    static Throwable of(Throwable original) {
        return withAllBehind(original).stream().allMatch(one -> OneLine.isOne(String.valueOf(one)))
                ? original
                : copy(original, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Set<Throwable> withAllBehind(Throwable original) {
        Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(original);
        while (!open.isEmpty()) {
            Throwable one = open.remove();
            if (found.add(one)) {
                @Nullable Throwable cause = one.getCause();
                if (cause != null) {
                    open.add(cause);
                }
                open.addAll(List.of(one.getSuppressed()));
            }
        }
        return found;
    }

    /** {@code shown} holds the exceptions already converted, which ends cycles of causes. */
    private static OneLineThrowable copy(Throwable original, Set<Throwable> shown) {
        OneLineThrowable copy = new OneLineThrowable(original);
        shown.add(original);
        @Nullable Throwable cause = original.getCause();
        if (cause != null && !shown.contains(cause)) {
            copy.causedBy = copy(cause, shown);
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (!shown.contains(suppressed)) {
                copy.addSuppressed(copy(suppressed, shown));
            }
        }
        return copy;
    }

    @Override
    public synchronized @Nullable Throwable getCause() {
        return causedBy;
    }

    // A formatter prints the original's class name and message together.
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return text;
    }
}
