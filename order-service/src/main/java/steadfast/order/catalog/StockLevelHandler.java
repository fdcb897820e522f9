package steadfast.order.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import steadfast.events.Event;
import steadfast.events.StockLevel;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;
import steadfast.order.store.Catalog;

/** Follows the stock levels that fulfillment says. */
@ApplicationScoped
public class StockLevelHandler implements Handler<Event> {

    private final Catalog catalog;

    StockLevelHandler(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Outcome handle(Delivery<Event> delivery) {
        if (delivery.event() instanceof StockLevel level) {
            catalog.level(level);
            return Outcome.DONE;
        }
        return new Outcome.Dead("wrong-topic", "no stock level: " + delivery.topic());
    }
}
