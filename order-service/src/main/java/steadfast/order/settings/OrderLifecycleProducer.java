package steadfast.order.settings;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import steadfast.order.lifecycle.LateMoneyPolicy;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.TimeToLive;

/**
 * Makes the lifecycle of the configured time to live; the application does not start with a bad
 * one.
 */
@Singleton
class OrderLifecycleProducer {

    @Produces
    @Singleton
    @Startup
    OrderLifecycle lifecycle(OrderConfig config) {
        Duration timeToLive = config.timeToLive();
        Duration keyTimeToLive = config.gatewayKeepsKeys();
        if (timeToLive.compareTo(keyTimeToLive) > 0) {
            throw new IllegalArgumentException(
                    "orders would live longer (steadfast.order.time-to-live=%s) than the gateway keeps its idempotency keys (steadfast.order.gateway-keeps-keys=%s): a charge that is repeated after that could take the money twice"
                            .formatted(timeToLive, keyTimeToLive));
        }
        return new OrderLifecycle(
                new TimeToLive(timeToLive, config.payByMargin()), lateMoney(config));
    }

    @Produces
    @Singleton
    LateMoneyPolicy lateMoney(OrderConfig config) {
        return new LateMoneyPolicy(config.lateMoney(), config.lateMoneyOf());
    }
}
