package steadfast.sandbox.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The duration of a call without faults: log-normal around the median, as round trips are. */
public final class Latency {

    private static final double SPREAD = 0.25;
    private static final double SLOWEST = 4;

    private final Duration median;

    public Latency(Duration median) {
        this.median = median;
    }

    /** There and back again. */
    Duration draw(RandomGenerator random) {
        double factor = Math.min(Math.exp(SPREAD * random.nextGaussian()), SLOWEST);
        return Duration.ofNanos((long) (median.toNanos() * factor));
    }
}
