package steadfast.reconciler.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for watching orders. */
@ConfigMapping(prefix = "steadfast.reconciler")
public interface WatchConfig {

    /**
     * How long an event may be missing before its owner is asked to publish its last events again.
     */
    @WithDefault("PT10S")
    Duration repairAfter();

    /** The pause between two repairs of one order doubles up to this. */
    @WithDefault("PT5M")
    Duration repairPauseAtMost();

    /** How long an event may be missing before its order is listed as overdue. */
    @WithDefault("PT1M")
    Duration overdueAfter();

    /** How often an instance looks for orders that need a repair. */
    @WithDefault("PT1S")
    Duration sweepEvery();

    /**
     * The most repairs that one sweep of one instance requests. Few: losses are rare, and when all
     * events are late because of load, more repairs would only add to the load.
     */
    @WithDefault("20")
    int repairsPerSweep();

    /** How often the overdue orders are counted. */
    @WithDefault("PT5S")
    Duration countEvery();
}
