package steadfast.local.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Where each order of the run was when its buyer last looked; for many threads. */
final class OrderBoard {

    private final AtomicReferenceArray<@Nullable Status> byWish;

    OrderBoard(int wishes) {
        this.byWish = new AtomicReferenceArray<>(wishes);
    }

    void set(BuyerPlan buyerPlan, Status status) {
        byWish.set(buyerPlan.number(), status);
    }

    /** How many stand where; those that were not acknowledged yet stand nowhere. */
    Map<Status, Integer> counts() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        for (int wish = 0; wish < byWish.length(); wish++) {
            Status status = byWish.get(wish);
            if (status != null) {
                counts.merge(status, 1, Integer::sum);
            }
        }
        return counts;
    }
}
