package steadfast.reconciler.review;

import java.time.DateTimeException;
import java.util.UUID;
import steadfast.http.input.StorableInstant;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.ReviewCases.Position;

/** The end of a page of cases, as {@code <moment>~<case ID>}. */
final class CaseCursor {

    private CaseCursor() {}

    static String write(ReviewCase last) {
        return last.openedAt() + "~" + last.caseId();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static Position read(String text) {
        int end = text.indexOf('~');
        if (end < 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        try {
            return new Position(
                    StorableInstant.parse(text.substring(0, end)),
                    UUID.fromString(text.substring(end + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }
}
