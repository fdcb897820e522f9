package steadfast.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import steadfast.events.OrderId;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** Reads the rows as they stand in the database. */
@ApplicationScoped
public class WatchedRows {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final WatchedOrders orders;

    WatchedRows(WatchedOrders orders) {
        this.orders = orders;
    }

    public Optional<WatchedOrder> find(OrderId orderId) {
        return QuarkusTransaction.requiringNew().call(() -> orders.watched(orderId));
    }

    /** The row once it is as wanted. */
    public WatchedOrder await(OrderId orderId, Predicate<WatchedOrder> wanted) {
        Awaitility.await()
                .atMost(GENEROUS)
                .untilAsserted(() ->
                        assertThat(find(orderId)).matches(row -> row.filter(wanted).isPresent()));
        return find(orderId).orElseThrow();
    }

    /** The row once it has heard everything of the story. */
    public WatchedOrder awaitAll(OrderStory story) {
        return await(
                story.orderId(), row -> row.knowledge().facts().size() == story.published().size());
    }
}
