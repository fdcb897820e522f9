package steadfast.order.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import steadfast.http.ProblemException;
import steadfast.http.share.DatabaseShare;
import steadfast.order.settings.OrderReadConfig;

/**
 * Limits reads to their share of the database: many buyers who reload their order page hold up
 * neither orders nor events.
 */
@Startup
@ApplicationScoped
public class OrderReads {

    private final DatabaseShare share;

    OrderReads(OrderReadConfig config) {
        this.share =
                new DatabaseShare(config.maxConcurrent(), config.maxWaiting(), config.maxWait());
    }

    /**
     * Runs the read when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public <T> T run(Supplier<T> look) {
        return share.run(look);
    }
}
