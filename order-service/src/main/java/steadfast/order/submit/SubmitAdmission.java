package steadfast.order.submit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import steadfast.http.ProblemException;
import steadfast.http.share.DatabaseShare;

/** Limits how many submissions use the database at once, in the order in which they came. */
@Startup
@ApplicationScoped
class SubmitAdmission {

    private final DatabaseShare share;

    SubmitAdmission(SubmitConfig config) {
        this.share = new DatabaseShare(config.maxConcurrent(), Integer.MAX_VALUE, config.maxWait());
    }

    /**
     * Runs the work when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    <T> T run(Supplier<T> work) {
        return share.run(work);
    }
}
