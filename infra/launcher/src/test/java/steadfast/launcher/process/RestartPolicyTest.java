package steadfast.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void thePausesDoubleAndThenItIsGivenUp() {
        List<Optional<Duration>> pauses = new ArrayList<>();

        for (int crash = 0; crash < RestartPolicy.CRASHES; crash++) {
            pauses.add(policy.afterCrash(Instant.EPOCH.plusSeconds(crash)));
        }

        assertThat(pauses)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(4)),
                        Optional.of(Duration.ofSeconds(8)),
                        Optional.of(Duration.ofSeconds(16)),
                        Optional.empty());
    }

    @Test
    void crashesOfLongAgoAreForgotten() {
        Instant now = Instant.EPOCH;

        for (int crash = 0; crash < 10 * RestartPolicy.CRASHES; crash++) {
            now = now.plus(RestartPolicy.WINDOW).plusMillis(1);

            assertThat(policy.afterCrash(now)).contains(Duration.ofSeconds(1));
        }
    }
}
