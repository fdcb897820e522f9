package steadfast.sandbox.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A range from which a duration is drawn. */
public record DurationRange(Duration shortest, Duration longest) {

    /** Returns the range between two numbers of seconds. */
    public static DurationRange ofSeconds(int shortest, int longest) {
        return new DurationRange(Duration.ofSeconds(shortest), Duration.ofSeconds(longest));
    }

    /** Returns the range divided by the pace. */
    public Duration draw(int pace, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1))
                .dividedBy(pace);
    }
}
