package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import steadfast.reconciler.lifecycle.AvailableDecision;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.ReviewDecision;
import steadfast.reconciler.store.WatchedOrder;

/** Finds the decisions about an order that are possible now. */
@ApplicationScoped
class OpenOffers {

    private final ReviewConfig config;
    private final Clock clock;

    OpenOffers(ReviewConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Returns none while an earlier decision is still being carried out. */
    List<AvailableDecision> of(ReviewCase one, WatchedOrder order, List<ReviewDecision> taken) {
        if (isUnderWay(order, taken)) {
            return List.of();
        }
        return one.closedAt() == null
                ? AvailableDecision.of(order.knowledge(), one.trouble())
                : AvailableDecision.of(order.knowledge());
    }

    boolean isUnderWay(WatchedOrder order, List<ReviewDecision> taken) {
        if (taken.isEmpty()) {
            return false;
        }
        Instant decidedAt = taken.getLast().decidedAt();
        return !order.lastReceivedAt().isAfter(decidedAt)
                && clock.instant().isBefore(decidedAt.plus(config.decisionTakes()));
    }
}
