package steadfast.order.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import steadfast.order.lifecycle.LatePaymentPolicy;

/** How long orders live. */
@ConfigMapping(prefix = "steadfast.order")
public interface OrderConfig {

    /** The time in which an order becomes final, paid, or a review case. */
    @WithDefault("PT30M")
    Duration timeToLive();

    /**
     * How long before the end of the time to live the last charge may start; shorter than the time
     * to live.
     */
    @WithDefault("PT10S")
    Duration payByMargin();

    /**
     * How long the gateway keeps its idempotency keys: a charge that is repeated later would count
     * as a new one, so no order may live longer.
     */
    @WithDefault("P1D")
    Duration gatewayKeepsKeys();

    /**
     * The payment methods that payment-service's gateways take; the sandbox also takes two that it
     * declines, one that it captures without ever answering, and one by which nothing can be paid.
     */
    @WithDefault(
            "card,qr,wallet,wallet-qr,card-declined,card-expired,card-timeout-after,card-amount-too-small")
    Set<String> paymentMethods();

    /**
     * What happens to money that is captured after its order has ended: {@code refund}, {@code
     * issue-if-stock}, or {@code review} by a person. Every change is audited.
     */
    @WithDefault("refund")
    LatePaymentPolicy lateMoney();

    /** The policy for late money of one storefront, by its name. */
    Map<String, LatePaymentPolicy> lateMoneyOf();
}
