package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import steadfast.reconciler.lifecycle.Fact;
import steadfast.reconciler.lifecycle.Knowledge;
import steadfast.reconciler.lifecycle.RepairSchedule;

/**
 * Writes a fact down with everything that follows from it: what the order waits for, which of its
 * payments are polled, and whether a person should look. The order's row must be locked.
 */
@ApplicationScoped
public class Notebook {

    private final PolledPayments payments;
    private final ReviewCases cases;
    private final RepairSchedule repairs;

    Notebook(PolledPayments payments, ReviewCases cases, RepairSchedule repairs) {
        this.payments = payments;
        this.cases = cases;
        this.repairs = repairs;
    }

    /** Takes the fact in; one that is known already changes nothing. */
    public void learn(WatchedOrder order, Fact fact, Instant now) {
        if (order.knows(fact)) {
            return;
        }
        Knowledge before = order.knowledge();
        Knowledge after = before.with(fact);
        order.learn(after, repairs, now);
        if (fact.kind().owner().isPresent()) {
            order.heardFromAnOwner(now);
        }
        if (fact.kind() == Fact.Kind.DELIVERY_EVIDENCE) {
            order.evidenceAsked(null);
        }
        payments.follow(order, before, after, now);
        cases.follow(order, after, now);
    }

    /** Draws the consequences of the time that has passed while nothing was heard. */
    public void review(WatchedOrder order, Instant now) {
        Knowledge known = order.knowledge();
        payments.follow(order, Knowledge.of(List.of()), known, now);
        cases.follow(order, known, now);
    }
}
