package steadfast.reconciler.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;

/** Finds watched orders; its methods join the caller's transaction. */
@ApplicationScoped
public class WatchedOrders implements PanacheRepositoryBase<WatchedOrder, UUID> {

    /** The end of a page of overdue orders. */
    public record Position(Instant overdueAt, OrderId orderId) {}

    /** Returns the order's row, locked; created for the first event about the order. */
    public WatchedOrder lock(OrderId orderId, Instant now) {
        return locked(orderId)
                .orElseGet(() -> {
                    insertUnlessThere(orderId, now);
                    return locked(orderId).orElseThrow();
                });
    }

    /** Flushes the changes and detaches the entities, so that a long batch stays small. */
    public void writeAndForget() {
        flush();
        getEntityManager().clear();
    }

    /**
     * Returns orders whose next repair is due, locked; those locked by another instance are
     * skipped.
     */
    public List<WatchedOrder> lockDueForRepair(Instant now, int limit) {
        return lockDue(
                "from WatchedOrder where nextRepairAt <= :now order by nextRepairAt", now, limit);
    }

    /** Returns orders to check for a case, locked in the same way. */
    public List<WatchedOrder> lockDueForReview(Instant now, int limit) {
        return lockDue("from WatchedOrder where reviewAt <= :now order by reviewAt", now, limit);
    }

    private List<WatchedOrder> lockDue(String query, Instant now, int limit) {
        return getEntityManager()
                .createQuery(query, WatchedOrder.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
    }

    /** Returns overdue orders, longest overdue first. */
    public List<WatchedOrder> overdue(Instant now, @Nullable Position after, int limit) {
        return (after == null
                        ? find("overdueAt < ?1 order by overdueAt, orderId", now)
                        : find(
                                "overdueAt < ?1 and (overdueAt > ?2 or (overdueAt = ?2 and orderId"
                                        + " > ?3)) order by overdueAt, orderId",
                                now,
                                after.overdueAt(),
                                after.orderId().value()))
                .page(0, limit)
                .list();
    }

    /** Returns how many orders are overdue; counts no further than {@code atMost}. */
    public long countOverdue(Instant now, int atMost) {
        return (Long)
                getEntityManager()
                        .createNativeQuery(
                                "select count(*) from (select 1 from watched_order where overdue_at"
                                        + " < :now limit :atMost) overdue",
                                Long.class)
                        .setParameter("now", now)
                        .setParameter("atMost", atMost)
                        .getSingleResult();
    }

    /** Returns the record of the order. */
    public Optional<WatchedOrder> watched(OrderId orderId) {
        return findByIdOptional(orderId.value());
    }

    /** Returns the records of these orders, in any order. */
    public List<WatchedOrder> all(Collection<OrderId> orderIds) {
        return list("orderId in ?1", orderIds.stream().map(OrderId::value).toList());
    }

    private Optional<WatchedOrder> locked(OrderId orderId) {
        return findByIdOptional(orderId.value(), LockModeType.PESSIMISTIC_WRITE);
    }

    private void insertUnlessThere(OrderId orderId, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        "insert into watched_order (order_id, heard, round, settled, expected,"
                                + " repairs, first_heard_at, last_heard_at) values (:orderId, '{}',"
                                + " 0, false, '{}', 0, :now, :now) on conflict do nothing")
                .setParameter("orderId", orderId.value())
                .setParameter("now", now)
                .executeUpdate();
    }
}
