package steadfast.order.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import steadfast.events.Event;
import steadfast.events.StockLevel;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;
import steadfast.order.store.Catalog;

/**
 * Applies the stock levels that fulfillment-service publishes. Their versions are times: a level
 * far in the future would block all later ones, so it becomes a dead letter.
 */
@ApplicationScoped
public class StockLevelHandler implements Handler<Event> {

    private static final Logger LOG = Logger.getLogger(StockLevelHandler.class);

    /** The largest difference allowed between two clocks. */
    private static final Duration AHEAD_AT_MOST = Duration.ofMinutes(5);

    private final Catalog catalog;
    private final Clock clock;

    StockLevelHandler(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Outcome handle(Delivery<Event> delivery) {
        if (delivery.event() instanceof StockLevel level) {
            long newest = clock.instant().plus(AHEAD_AT_MOST).toEpochMilli();
            if (level.version() > newest) {
                LOG.errorf(
                        "stock level with a time in the future, forged or from a wrong clock:"
                                + " sku=%s version=%d topic=%s partition=%d offset=%d",
                        level.sku(),
                        level.version(),
                        delivery.topic(),
                        delivery.partition(),
                        delivery.offset());
                return new Outcome.Dead(
                        "level-ahead", "version %d lies in the future".formatted(level.version()));
            }
            catalog.level(level, newest);
            return Outcome.DONE;
        }
        return new Outcome.Dead("wrong-topic", "not a stock level: " + delivery.topic());
    }
}
