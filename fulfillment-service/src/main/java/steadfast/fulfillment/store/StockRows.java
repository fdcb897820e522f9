package steadfast.fulfillment.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import steadfast.events.Sku;

/** One row a SKU. */
@ApplicationScoped
class StockRows implements PanacheRepositoryBase<StockRow, String> {

    /** The SKU's row, made if it is new, locked until the transaction ends. */
    StockRow lock(Sku sku) {
        getEntityManager()
                .createNativeQuery("insert into stock (sku) values (?1) on conflict do nothing")
                .setParameter(1, sku.value())
                .executeUpdate();
        return findByIdOptional(sku.value(), LockModeType.PESSIMISTIC_WRITE).orElseThrow();
    }
}
