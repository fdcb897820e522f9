package steadfast.client;

import java.util.Optional;
import steadfast.events.Money;
import steadfast.events.Sku;

/**
 * An order as a buyer wants it.
 *
 * @param expectedTotal what the buyer was shown; the shop refuses the order if it costs something
 *     else, and takes any price if this is empty
 */
public record OrderRequest(
        Sku sku, int quantity, String paymentMethod, Optional<Money> expectedTotal) {

    /** An order at whatever it costs. */
    public OrderRequest(Sku sku, int quantity, String paymentMethod) {
        this(sku, quantity, paymentMethod, Optional.empty());
    }
}
