package steadfast.order.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import steadfast.order.lifecycle.OrderState;

/** Counts the state changes of orders. */
@ApplicationScoped
public class OrderMeters {

    private final MeterRegistry registry;

    OrderMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counted where it is decided: a transaction that then rolls back counts again next time. */
    public void moved(OrderState from, OrderState to) {
        if (from.status() != to.status()) {
            registry.counter(
                            "steadfast.order.moves",
                            "from",
                            from.status().name(),
                            "to",
                            to.status().name())
                    .increment();
        }
    }
}
