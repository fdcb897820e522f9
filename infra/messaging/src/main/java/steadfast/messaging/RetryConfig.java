package steadfast.messaging;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The ladder that a failed record climbs before it is dead. */
public interface RetryConfig {

    /** How long it waits on each rung; as many topics a source topic as there are rungs. */
    @WithDefault("2s,4s,8s,16s,32s")
    List<Duration> delays();

    /**
     * The most that chance adds to a delay, so that what failed together does not come back
     * together.
     */
    @WithDefault("1s")
    Duration jitter();

    /** No delay is longer, jitter included. */
    @WithDefault("60s")
    Duration longest();

    /**
     * How long a record whose transaction fails alone, and for no reason of its own, is tried in
     * place; then it climbs the ladder, if other writes to the database succeed.
     */
    @WithDefault("60s")
    Duration stuckAfter();

    /** Partitions of each rung's topic. */
    @WithDefault("2")
    int partitions();

    /**
     * Records that wait in memory in one instance; beyond it fetching stops and they may be late.
     */
    @WithDefault("20000")
    int maxWaiting();
}
