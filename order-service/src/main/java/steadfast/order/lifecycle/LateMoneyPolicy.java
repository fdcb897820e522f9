package steadfast.order.lifecycle;

import java.util.Map;

/**
 * The merchants' policies for late payments.
 *
 * @param byDefault the policy of every storefront without its own
 * @param byStorefront the storefronts' own policies, by name
 */
public record LateMoneyPolicy(
        LatePaymentPolicy byDefault, Map<String, LatePaymentPolicy> byStorefront) {

    /** The policy by which late payments are always refunded. */
    public static final LateMoneyPolicy REFUND =
            new LateMoneyPolicy(LatePaymentPolicy.REFUND, Map.of());

    public LateMoneyPolicy {
        byStorefront = Map.copyOf(byStorefront);
    }

    /** Returns the policy of this storefront. */
    public LatePaymentPolicy of(String storefront) {
        return byStorefront.getOrDefault(storefront, byDefault);
    }
}
