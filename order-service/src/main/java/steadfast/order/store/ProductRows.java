package steadfast.order.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads rows of {@code product}. */
@ApplicationScoped
class ProductRows implements PanacheRepositoryBase<ProductRow, String> {}
