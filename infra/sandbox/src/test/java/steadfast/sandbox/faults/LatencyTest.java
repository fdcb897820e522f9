package steadfast.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.PaymentKey;

class LatencyTest {

    @Test
    void theSameSeedIsTheSameLatency() {
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
        Latency latency = new Latency(Duration.ofMillis(50));
        SeededRandom seededRandom = new SeededRandom(seed);
        return IntStream.rangeClosed(1, 1001)
                .mapToObj(one -> new Call.Query(new PaymentKey("p-" + one)))
                .map(call ->
                        latency.draw(seededRandom.of(call.paymentId(), call.operation(), 1))
                                .toMillis())
                .toList();
    }
}
