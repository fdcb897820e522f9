package steadfast.reconciler.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.reconciler.lifecycle.PollSchedule;

/** Creates the polling schedule from the configuration. */
@ApplicationScoped
public class PollSettings {

    @Produces
    @Singleton
    static PollSchedule schedule(PollConfig config) {
        return new PollSchedule(config.after(), config.atMost(), config.lease());
    }
}
