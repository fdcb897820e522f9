package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.Outcome;
import steadfast.messaging.RetryConfig;
import steadfast.messaging.TestConfig;

/** {@code min(2^n + U(0,1), 60)} seconds, n = 1…5, as a service has it that configures nothing. */
class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Outcome.Failed RETRY = new Outcome.Retry("kind", "reason");

    @Test
    void byDefaultTheNthDelayIsTwoToTheNSecondsPlusUpToOneOfChance() {
        RetryConfig defaults =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withMapping(MessagingConfig.class)
                        .withDefaultValue("quarkus.application.name", "test")
                        .build()
                        .getConfigMapping(MessagingConfig.class)
                        .retry();
        long seed = 20260101L;
        Random chance = new Random(seed);
        RetryLadder ladder =
                new RetryLadder("g", defaults, Clock.fixed(NOW, ZoneOffset.UTC), new Random(seed));

        for (int repeat = 0; repeat < 200; repeat++) {
            for (int n = 1; n <= 5; n++) {
                long jitterNanos = (long) (chance.nextDouble() * 1e9);
                assertThat(ladder.next(failed(n - 1), RETRY))
                        .isEqualTo(
                                new RetryLadder.Step(
                                        "g.retry-" + n,
                                        n,
                                        NOW.plusSeconds(1L << n).plusNanos(jitterNanos)));
            }
        }
        assertThat(ladder.next(failed(5), RETRY)).isEqualTo(new RetryLadder.Step("g.dlt", 6, null));
    }

    @Test
    void aDelayIsCutAtTheLongestWithTheChanceThatWasAdded() {
        RetryConfig upToAMinute =
                new TestConfig() {
                    @Override
                    public List<Duration> delays() {
                        return List.of(Duration.ofMillis(59_500), Duration.ofSeconds(64));
                    }

                    @Override
                    public Duration jitter() {
                        return Duration.ofSeconds(1);
                    }

                    @Override
                    public Duration longest() {
                        return Duration.ofMinutes(1);
                    }
                };

        for (double chance : new double[] {0.0, 0.25, 0.5, 0.75, 0.999}) {
            RetryLadder ladder =
                    new RetryLadder(
                            "g",
                            upToAMinute,
                            Clock.fixed(NOW, ZoneOffset.UTC),
                            new Random() {
                                private static final long serialVersionUID = 1L;

                                @Override
                                public double nextDouble() {
                                    return chance;
                                }
                            });
            assertThat(ladder.next(failed(0), RETRY).due())
                    .isEqualTo(NOW.plusMillis(Math.min(60_000, 59_500 + (long) (chance * 1_000))));
            assertThat(ladder.next(failed(1), RETRY).due()).isEqualTo(NOW.plusSeconds(60));
        }
    }

    private static FailureHeaders failed(int attempts) {
        return new FailureHeaders(attempts, null, null, "t", 0, 0, 0);
    }
}
