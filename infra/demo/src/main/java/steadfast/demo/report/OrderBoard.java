package steadfast.demo.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;

/** The last known status of each order of the run; thread-safe. */
public final class OrderBoard {

    private final AtomicReferenceArray<@Nullable Status> statuses;

    public OrderBoard(int size) {
        this.statuses = new AtomicReferenceArray<>(size);
    }

    /** Notes the status of a buyer's order. */
    public void set(BuyerPlan buyerPlan, Status status) {
        statuses.set(buyerPlan.number(), status);
    }

    /** Returns the number of orders by status, without those that were not acknowledged yet. */
    Map<Status, Integer> counts() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        for (int index = 0; index < statuses.length(); index++) {
            Status status = statuses.get(index);
            if (status != null) {
                counts.merge(status, 1, Integer::sum);
            }
        }
        return counts;
    }
}
