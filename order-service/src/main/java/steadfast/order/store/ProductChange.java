package steadfast.order.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a product, as audited.
 *
 * @param who the operator, as the access file names them
 * @param before null if the product was not listed before
 */
public record ProductChange(
        long id, Instant at, String who, @Nullable Listing before, Listing after) {}
