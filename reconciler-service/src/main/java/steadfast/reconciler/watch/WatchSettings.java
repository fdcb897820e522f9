package steadfast.reconciler.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.reconciler.lifecycle.RepairSchedule;

/** Creates the repair schedule from the configuration. */
@ApplicationScoped
public class WatchSettings {

    @Produces
    @Singleton
    static RepairSchedule schedule(WatchConfig config) {
        return new RepairSchedule(
                config.repairAfter(), config.repairPauseAtMost(), config.overdueAfter());
    }
}
