package steadfast.fulfillment.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import steadfast.http.ProblemException;
import steadfast.http.share.DatabaseShare;

/**
 * Limits each kind of HTTP work to its share of the database's connections, so that issuing always
 * finds one, however many requests come.
 */
@Startup
@ApplicationScoped
public class DatabaseShares {

    private final Map<Work, DatabaseShare> shares = new EnumMap<>(Work.class);

    /** The kinds of work that have a share. */
    public enum Work {
        IMPORT,
        CHANGE,
        LIST,
        REVEAL
    }

    DatabaseShares(
            ShareConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        int all = 0;
        for (Work work : Work.values()) {
            int share =
                    switch (work) {
                        case IMPORT -> config.imports();
                        case CHANGE -> config.changes();
                        case LIST -> config.lists();
                        case REVEAL -> config.reveals();
                    };
            shares.put(work, new DatabaseShare(share, config.maxWaiting(), config.maxWait()));
            all += share;
        }
        if (all + ShareConfig.FOR_ISSUING > connections) {
            throw new IllegalArgumentException(
                    "the shares of steadfast.fulfillment.share are %d together, and %d of the pool's %d connections must be left for issuing: lower a share or raise quarkus.datasource.jdbc.max-size"
                            .formatted(all, ShareConfig.FOR_ISSUING, connections));
        }
    }

    /**
     * Runs the task when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public <T> T run(Work work, Supplier<T> task) {
        return Objects.requireNonNull(shares.get(work)).run(task);
    }
}
