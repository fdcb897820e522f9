package steadfast.order.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.OrderStatus;

/** Reads and locks rows of {@code orders}. */
@ApplicationScoped
class OrderRows implements PanacheRepositoryBase<OrderRow, UUID> {

    /** Hibernate's own value for a lock's timeout. */
    private static final int SKIP_LOCKED = Timeouts.SKIP_LOCKED_MILLI;

    /** Returns the row, locked until the transaction ends. */
    Optional<OrderRow> lock(OrderId id) {
        return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Returns some of the rows whose time has passed, locked; rows that others have locked are
     * skipped.
     */
    List<OrderRow> lockDue(Instant now, int limit) {
        return find("sweepAt <= ?1 order by sweepAt", now)
                .range(0, limit - 1)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                .list();
    }

    /** Returns the number of orders by status. */
    Map<OrderStatus, Long> counts() {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            counts.put(status, 0L);
        }
        getEntityManager()
                .createQuery(
                        "select o.status, count(*) from OrderRow o group by o.status",
                        Object[].class)
                .getResultList()
                .forEach(line -> counts.put((OrderStatus) line[0], (Long) line[1]));
        return counts;
    }

    /**
     * Flushes the changes and detaches the row, so that a batch does not hold all its rows in
     * memory.
     */
    void writeAndForget(OrderRow row) {
        flush();
        getEntityManager().detach(row);
    }

    void forget(OrderRow row) {
        getEntityManager().detach(row);
    }
}
