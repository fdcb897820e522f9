package steadfast.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Every request is served, each in its own time: log-normal around the median, as round trips are,
 * half of it before the books see the request.
 */
final class Calm implements Weather {

    private static final double SPREAD = 0.25;
    private static final double SLOWEST = 4;

    private final Duration median;
    private final RandomGenerator random;

    Calm(Duration median, RandomGenerator random) {
        this.median = median;
        this.random = random;
    }

    @Override
    public Fate next(Route route) {
        double factor = Math.min(Math.exp(SPREAD * random.nextGaussian()), SLOWEST);
        Duration half = Duration.ofNanos((long) (median.toNanos() * factor / 2));
        return new Fate.Served(half, half);
    }
}
