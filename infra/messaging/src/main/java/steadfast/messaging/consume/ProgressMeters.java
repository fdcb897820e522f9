package steadfast.messaging.consume;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Publishes how long the records of each group have waited, as {@code steadfast.progress.age}. */
public final class ProgressMeters {

    private ProgressMeters() {}

    /**
     * One gauge per group: of several subscriptions the longest wait counts, since a registry keeps
     * only the first gauge of a name and tag.
     */
    public static void register(Collection<ConsumerLoop> loops, MeterRegistry meters) {
        Map<String, List<ConsumerLoop>> byGroup =
                loops.stream()
                        .filter(loop -> loop.progressAge().isPresent())
                        .collect(Collectors.groupingBy(ConsumerLoop::group));
        byGroup.forEach((group, ofGroup) ->
                Gauge.builder("steadfast.progress.age", ofGroup, ProgressMeters::longestSeconds)
                        .tag("what", group)
                        .baseUnit("seconds")
                        // Nobody else holds this list.
                        .strongReference(true)
                        .register(meters));
    }

    private static double longestSeconds(List<ConsumerLoop> loops) {
        return loops.stream()
                        .flatMap(loop -> loop.progressAge().stream())
                        .mapToLong(Duration::toNanos)
                        .max()
                        .orElse(0)
                / 1e9;
    }
}
