package steadfast.messaging;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The settings of the retry ladder that a failed record climbs before it is dead. */
public interface RetryConfig {

    /** How long a record waits on each rung; one topic per group and rung. */
    @WithDefault("2s,4s,8s,16s,32s")
    List<Duration> delays();

    /**
     * The largest random addition to a delay, so that records that failed together do not come back
     * together.
     */
    @WithDefault("1s")
    Duration jitter();

    /** The longest delay, jitter included. */
    @WithDefault("60s")
    Duration longest();

    /**
     * How long a record whose transaction fails alone, for no reason of its own, is retried in
     * place; then it moves to the ladder, if other writes to the database succeed.
     */
    @WithDefault("60s")
    Duration stuckAfter();

    /** Partitions of each rung's topic. */
    @WithDefault("2")
    int partitions();

    /**
     * Records that wait in memory in one instance; beyond that fetching stops and they may be late.
     */
    @WithDefault("20000")
    int maxWaiting();
}
