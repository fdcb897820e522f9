package steadfast.reconciler.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.TimeOrderedIds;
import steadfast.reconciler.lifecycle.CaseRules;
import steadfast.reconciler.lifecycle.CaseRules.Resolution;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.lifecycle.PollSchedule;

/** Opens, closes and finds cases; its methods join the caller's transaction. */
@ApplicationScoped
public class ReviewCases implements PanacheRepositoryBase<ReviewCase, UUID> {

    private static final Logger LOG = Logger.getLogger(ReviewCases.class);

    private final PollSchedule schedule;
    private final EvidenceRequests evidence;
    private final TimeOrderedIds ids;

    ReviewCases(PollSchedule schedule, EvidenceRequests evidence, Clock clock) {
        this.schedule = schedule;
        this.evidence = evidence;
        this.ids = new TimeOrderedIds(clock);
    }

    /** The end of a page. */
    public record Position(Instant openedAt, UUID caseId) {}

    /** Opens or closes the order's case as its history requires. The order must be locked. */
    void update(WatchedOrder order, OrderHistory known, Instant now) {
        Instant expiresAt = order.expiresAt();
        Instant due = expiresAt == null ? null : schedule.caseDue(expiresAt);
        boolean late = due != null && !now.isBefore(due);
        Optional<ReviewCase> open = openCase(order);
        open.ifPresent(one ->
                CaseRules.resolution(known, one.trouble())
                        .ifPresent(how -> close(order, one, how, now)));
        boolean opensNow = order.openCase() == null;
        if (opensNow) {
            open = CaseRules.trouble(known, late).map(trouble -> open(order, trouble, now));
        }
        evidence.update(order, open.map(ReviewCase::trouble), opensNow, known, now);
        boolean over = late || CaseRules.resolution(known).isPresent();
        order.reviewAt(evidence.nextLook(order, over ? null : due));
    }

    private Optional<ReviewCase> openCase(WatchedOrder order) {
        return Optional.ofNullable(order.openCase()).map(id -> findByIdOptional(id).orElseThrow());
    }

    private ReviewCase open(WatchedOrder order, Trouble trouble, Instant now) {
        ReviewCase opened = new ReviewCase(ids.next(), order.orderId(), trouble, now);
        persist(opened);
        order.caseOpened(opened.caseId());
        LOG.infof(
                "case opens: caseId=%s paymentId=%s reason=%s",
                opened.caseId(), opened.paymentId(), opened.reason());
        return opened;
    }

    private void close(WatchedOrder order, ReviewCase closing, Resolution how, Instant now) {
        closing.close(how, now);
        order.caseClosed();
        // The index allows one open case per order: this one must be closed before another opens.
        flush();
        LOG.infof(
                "case closes: caseId=%s paymentId=%s resolution=%s",
                closing.caseId(), closing.paymentId(), how);
    }

    /** Returns one page of the open or the closed cases, oldest first. */
    public List<ReviewCase> page(boolean open, @Nullable Position after, int limit) {
        String which = open ? "closedAt is null" : "closedAt is not null";
        return (after == null
                        ? find(which + " order by openedAt, caseId")
                        : find(
                                which
                                        + " and (openedAt > ?1 or (openedAt = ?1 and caseId > ?2))"
                                        + " order by openedAt, caseId",
                                after.openedAt(),
                                after.caseId()))
                .page(0, limit)
                .list();
    }

    /** Returns how many cases are open. */
    public long countOpen() {
        return count("closedAt is null");
    }

    /** Returns how long the oldest open case has been open; zero if there is none. */
    public Duration oldestOpen(Instant now) {
        return find("closedAt is null order by openedAt, caseId")
                .page(0, 1)
                .firstResultOptional()
                .map(oldest -> Duration.between(oldest.openedAt(), now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
