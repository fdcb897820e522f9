package steadfast.reconciler.watch;

import java.time.DateTimeException;
import java.util.Objects;
import steadfast.events.OrderId;
import steadfast.http.input.StorableInstant;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders.Position;

/** The end of a page, as {@code <moment>~<order ID>}. */
final class OverduePageCursor {

    private OverduePageCursor() {}

    static String write(WatchedOrder last) {
        return Objects.requireNonNull(last.overdueAt()) + "~" + last.orderId();
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
                    OrderId.parse(text.substring(end + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }
}
