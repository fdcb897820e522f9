package steadfast.order.lifecycle;

import java.util.Map;

/**
 * Which merchant wants what done with late money.
 *
 * @param byDefault of every storefront that says nothing else
 * @param byStorefront of the storefronts that do, by name
 */
public record LateMoneyPolicy(
        LatePaymentPolicy byDefault, Map<String, LatePaymentPolicy> byStorefront) {

    /** Late money always goes back. */
    public static final LateMoneyPolicy REFUND =
            new LateMoneyPolicy(LatePaymentPolicy.REFUND, Map.of());

    public LateMoneyPolicy {
        byStorefront = Map.copyOf(byStorefront);
    }

    /** What this storefront wants. */
    public LatePaymentPolicy of(String storefront) {
        return byStorefront.getOrDefault(storefront, byDefault);
    }
}
