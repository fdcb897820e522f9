package steadfast.reconciler.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import steadfast.http.ProblemException;
import steadfast.http.share.DatabaseShare;

/**
 * Limits operators' reads to their share of the database, so that many reloads hold up neither
 * events nor sweeps.
 */
@Startup
@ApplicationScoped
public class Lists {

    private final DatabaseShare share;

    Lists(ListConfig config) {
        this.share =
                new DatabaseShare(config.maxConcurrent(), config.maxWaiting(), config.maxWait());
    }

    /**
     * Reads in its own transaction when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public <T> T read(Supplier<T> reading) {
        return share.run(() -> QuarkusTransaction.requiringNew().call(reading::get));
    }
}
