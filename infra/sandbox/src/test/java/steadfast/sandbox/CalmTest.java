package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalmTest {

    @Test
    void theSameSeedIsTheSameWeather() {
        assertThat(millis(7)).isEqualTo(millis(7)).isNotEqualTo(millis(8));
    }

    @Test
    void latencyIsDrawnAroundItsMedian() {
        List<Long> sorted = millis(7).stream().sorted().toList();

        assertThat(sorted.get(500)).isBetween(45L, 55L);
        assertThat(sorted.getFirst()).isBetween(10L, 40L);
        assertThat(sorted.getLast()).isBetween(60L, 200L);
    }

    private static List<Long> millis(long seed) {
        Weather calm = new Calm(Duration.ofMillis(50), new Random(seed));
        return Stream.generate(() -> calm.next(new Route.Charge()))
                .map(Fate.Served.class::cast)
                .map(served -> served.before().plus(served.after()).toMillis())
                .limit(1001)
                .toList();
    }
}
