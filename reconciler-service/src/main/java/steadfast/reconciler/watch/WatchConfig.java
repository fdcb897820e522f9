package steadfast.reconciler.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patiently orders are watched. */
@ConfigMapping(prefix = "steadfast.reconciler")
public interface WatchConfig {

    /** How long an event may be missing before its owner is asked to say its last again. */
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
     * How many repairs one look of one instance asks for at most. Few: what is lost is rare, and
     * when all are late because the shop is loaded, asking everybody again would load it more.
     */
    @WithDefault("20")
    int repairsPerSweep();

    /** How often the overdue orders are counted. */
    @WithDefault("PT5S")
    Duration countEvery();
}
