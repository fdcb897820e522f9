package steadfast.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A range from which a duration is drawn. */
record DurationRange(Duration shortest, Duration longest) {

    static DurationRange ofSeconds(int shortest, int longest) {
        return new DurationRange(Duration.ofSeconds(shortest), Duration.ofSeconds(longest));
    }

    /** Returns the range divided by the pace. */
    Duration draw(int pace, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1))
                .dividedBy(pace);
    }
}
