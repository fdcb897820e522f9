package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.PaymentId;
import steadfast.events.kafka.EventOutbox;
import steadfast.reconciler.lifecycle.CaseRules;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.lifecycle.PollSchedule;

/**
 * Asks fulfillment which cards a case is about, when the case opens, and again until the answer
 * comes. Joins the caller's transaction; the order's row must be locked.
 */
@ApplicationScoped
class EvidenceRequests {

    private static final Logger LOG = Logger.getLogger(EvidenceRequests.class);

    private final EventOutbox outbox;
    private final PollSchedule schedule;

    EvidenceRequests(EventOutbox outbox, PollSchedule schedule) {
        this.outbox = outbox;
        this.schedule = schedule;
    }

    /**
     * Requests evidence if the open case needs it and it has not arrived.
     *
     * @param opensNow whether the case opens now; then an earlier report is too old
     */
    void update(
            WatchedOrder order,
            Optional<Trouble> open,
            boolean opensNow,
            OrderHistory known,
            Instant now) {
        Optional<Trouble> needing = open.filter(trouble -> CaseRules.needsEvidence(known, trouble));
        if (needing.isEmpty()) {
            order.evidenceAsked(null);
            return;
        }
        int round = needing.get().round();
        Instant askedAt = order.evidenceAskedAt();
        boolean due =
                askedAt == null
                        ? opensNow || !CaseRules.hasEvidence(known, round)
                        : !now.isBefore(askedAt.plus(schedule.atMost()));
        if (due) {
            ask(order, new PaymentId(order.orderId(), round), now);
        }
    }

    private void ask(WatchedOrder order, PaymentId paymentId, Instant now) {
        outbox.publish(new EvidenceRequested(order.orderId(), paymentId));
        order.evidenceAsked(now);
        LOG.infof("evidence asked for: paymentId=%s", paymentId);
    }

    /** Returns when the order is checked again: at the given time, or to ask once more. */
    @Nullable Instant nextLook(WatchedOrder order, @Nullable Instant planned) {
        Instant askedAt = order.evidenceAskedAt();
        if (askedAt == null) {
            return planned;
        }
        Instant again = askedAt.plus(schedule.atMost());
        return planned == null || again.isBefore(planned) ? again : planned;
    }
}
