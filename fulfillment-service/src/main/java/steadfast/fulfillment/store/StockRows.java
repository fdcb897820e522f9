package steadfast.fulfillment.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import steadfast.events.Sku;

/** One row per SKU. */
@ApplicationScoped
class StockRows implements PanacheRepositoryBase<StockRow, String> {

    /** Returns the SKU's row, created if it is new, locked until the transaction ends. */
    StockRow lock(Sku sku) {
        getEntityManager()
                .createNativeQuery("insert into stock (sku) values (?1) on conflict do nothing")
                .setParameter(1, sku.value())
                .executeUpdate();
        return findByIdOptional(sku.value(), LockModeType.PESSIMISTIC_WRITE).orElseThrow();
    }

    /** Lets this transaction wait up to a minute for each lock, instead of the usual 3 s. */
    void waitLonger() {
        getEntityManager().createNativeQuery("set local lock_timeout = '60s'").executeUpdate();
    }

    /**
     * Locks the SKU's row, unless another transaction holds it; never waits. A SKU without a row
     * has no cards, so there is nothing to lock.
     */
    boolean tryLock(Sku sku) {
        return find("select sku from stock where sku = ?1 for update skip locked", sku)
                || !find("select sku from stock where sku = ?1", sku);
    }

    private boolean find(String sql, Sku sku) {
        List<?> found =
                getEntityManager()
                        .createNativeQuery(sql, String.class)
                        .setParameter(1, sku.value())
                        .getResultList();
        return !found.isEmpty();
    }
}
