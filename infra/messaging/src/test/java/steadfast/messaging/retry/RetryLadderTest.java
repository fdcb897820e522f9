package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

        assertThat(ladder.next(failed(0), RETRY)).isEqualTo(step("g.retry-1", 1, 300));
        assertThat(ladder.next(failed(1), RETRY)).isEqualTo(step("g.retry-2", 2, 500));
        assertThat(ladder.next(failed(2), RETRY)).isEqualTo(step("g.retry-3", 3, 850));
    }

    @Test
    void withoutChanceADelayIsWhatItsRungSays() {
        assertThat(ladder(() -> 0).next(failed(1), RETRY)).isEqualTo(step("g.retry-2", 2, 400));
    }

    @Test
    void afterTheLastRungAndForADeadOutcomeComeTheDeadLetters() {
        RetryLadder ladder = ladder(() -> 0);

        assertThat(ladder.next(failed(3), RETRY)).isEqualTo(new RetryLadder.Step("g.dlt", 4, null));
        assertThat(ladder.next(failed(0), new Outcome.Dead("kind", "reason")))
                .isEqualTo(new RetryLadder.Step("g.dlt", 1, null));
    }

    @Test
    void parkingLeavesTheAttemptsAsTheyWere() {
        assertThat(
                        ladder(() -> 0)
                                .next(
                                        failed(2),
                                        new Outcome.Retry("circuit-open", "reason", "bank")))
                .isEqualTo(new RetryLadder.Step("g.parked.bank", 2, null));
    }

    @Test
    void aWaitingTopicTellsItsTierWhateverTheTierIsCalled() {
        assertThat(RetryLadder.parkingTier(RetryLadder.parked("g", "bank.one")))
                .isEqualTo("bank.one");
        assertThat(RetryLadder.parkingTier(RetryLadder.parked("g", "retry-1")))
                .isEqualTo("retry-1");
        assertThat(RetryLadder.parkingTier(RetryLadder.parked("g", "x.parked.dlt")))
                .isEqualTo("x.parked.dlt");
        assertThat(RetryLadder.parkingTier(RetryLadder.retry("g", 5))).isNull();
    }

    @Test
    void aDeadLetterTopicTellsItsGroupAndNoOtherTopicDoes() {
        assertThat(RetryLadder.groupOfDead(RetryLadder.dead("g"))).contains("g");
        for (String other :
                List.of(
                        "g.t.dlt",
                        RetryLadder.parked("g", "dlt"),
                        RetryLadder.retry("g", 1),
                        "orders",
                        ".dlt")) {
            assertThat(RetryLadder.groupOfDead(other)).as(other).isEmpty();
        }
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
