package steadfast.order.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.TimeToLive;

/**
 * Makes the lifecycle of the configured time to live; the application does not start with a bad
 * one.
 */
@Singleton
class LifecycleOfSettings {

    @Produces
    @Singleton
    @Startup
    OrderLifecycle lifecycle(OrderSettings settings) {
        return new OrderLifecycle(new TimeToLive(settings.timeToLive(), settings.payByMargin()));
    }
}
