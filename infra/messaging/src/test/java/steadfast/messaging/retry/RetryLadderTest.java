package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Outcome;
import steadfast.messaging.TestConfig;

class RetryLadderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RandomGenerator ALWAYS_THE_MOST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public double nextDouble() {
                    return 1.0;
                }
            };

    private static final Outcome.Failed RETRY = new Outcome.Retry("kind", "reason");

    @Test
    void eachFailureGoesOneRungUpWithChanceAddedAndNeverBeyondTheLongest() {
        RetryLadder ladder = ladder(ALWAYS_THE_MOST);

        assertThat(ladder.next(failed(0), RETRY)).isEqualTo(step("g.t.retry-1", 1, 300));
        assertThat(ladder.next(failed(1), RETRY)).isEqualTo(step("g.t.retry-2", 2, 500));
        assertThat(ladder.next(failed(2), RETRY)).isEqualTo(step("g.t.retry-3", 3, 850));
    }

    @Test
    void withoutChanceADelayIsWhatItsRungSays() {
        assertThat(ladder(() -> 0).next(failed(1), RETRY)).isEqualTo(step("g.t.retry-2", 2, 400));
    }

    @Test
    void afterTheLastRungAndForADeadOutcomeComeTheDeadLetters() {
        RetryLadder ladder = ladder(() -> 0);

        assertThat(ladder.next(failed(3), RETRY))
                .isEqualTo(new RetryLadder.Step("g.t.dlt", 4, null));
        assertThat(ladder.next(failed(0), new Outcome.Dead("kind", "reason")))
                .isEqualTo(new RetryLadder.Step("g.t.dlt", 1, null));
    }

    @Test
    void parkingLeavesTheAttemptsAsTheyWere() {
        assertThat(
                        ladder(() -> 0)
                                .next(
                                        failed(2),
                                        new Outcome.Retry("circuit-open", "reason", "bank")))
                .isEqualTo(new RetryLadder.Step("g.t.parked.bank", 2, null));
    }

    @Test
    void aWaitingTopicTellsItsOriginAndItsTier() {
        assertThat(RetryLadder.originOf("g", "g.order-events.retry-5")).isEqualTo("order-events");
        assertThat(RetryLadder.originOf("g", "g.order-events.parked.bank.one"))
                .isEqualTo("order-events");
        assertThat(RetryLadder.parkingTier("g.order-events.parked.bank.one")).isEqualTo("bank.one");
        assertThat(RetryLadder.parkingTier("g.order-events.retry-5")).isNull();
    }

    private static RetryLadder ladder(RandomGenerator random) {
        return new RetryLadder("g", new TestConfig(), Clock.fixed(NOW, ZoneOffset.UTC), random);
    }

    private static FailureHeaders failed(int attempts) {
        return new FailureHeaders(attempts, null, null, "t", 0, 0, 0);
    }

    private static RetryLadder.Step step(String topic, int attempts, long delayMillis) {
        return new RetryLadder.Step(topic, attempts, NOW.plus(Duration.ofMillis(delayMillis)));
    }
}
