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
    OrderLifecycle lifecycle(OrderSettings settings) {
        Duration timeToLive = settings.timeToLive();
        Duration keyTimeToLive = settings.gatewayKeepsKeys();
        if (timeToLive.compareTo(keyTimeToLive) > 0) {
            throw new IllegalArgumentException(
                    "orders would live longer (steadfast.order.time-to-live=%s) than the gateway keeps its idempotency keys (steadfast.order.gateway-keeps-keys=%s): a charge that is repeated after that could take the money twice"
                            .formatted(timeToLive, keyTimeToLive));
        }
        return new OrderLifecycle(
                new TimeToLive(timeToLive, settings.payByMargin()), lateMoney(settings));
    }

    @Produces
    @Singleton
    LateMoneyPolicy lateMoney(OrderSettings settings) {
        return new LateMoneyPolicy(settings.lateMoney(), settings.lateMoneyOf());
    }
}
