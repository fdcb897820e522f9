package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.reconciler.lifecycle.GatewayStatus.Kind;

class PollsComeEverMoreSlowlyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(1800);
    private final PollSchedule schedule =
            new PollSchedule(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(30));

    @Test
    void pausesDoubleUpToTheLimitAndStayThereForEver() {
        List<Long> seconds =
                IntStream.of(1, 2, 3, 4, 5, 6, 1_000_000)
                        .mapToObj(polls -> schedule.next(Kind.UNKNOWN, polls, null, 0, NOW))
                        .map(next -> Duration.between(NOW, next).toSeconds())
                        .toList();

        assertThat(seconds).containsExactly(20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void chanceTakesOffAFifthAtMost() {
        assertThat(schedule.next(Kind.UNKNOWN, 1, null, 0.5, NOW)).isEqualTo(NOW.plusSeconds(18));
        assertThat(schedule.next(Kind.UNKNOWN, 1, null, 0.999_999, NOW))
                .isAfterOrEqualTo(NOW.plusSeconds(16));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyWhatIsDefiniteIsAskedAboutSlowlyAtOnce(Kind answer) {
        Instant next = schedule.next(answer, 1, null, 0, NOW);

        assertThat(next).isEqualTo(NOW.plusSeconds(answer.definite() ? 300 : 20));
    }

    @Test
    void aLongPauseDoesNotSleepThroughTheTimeToLive() {
        Instant closesAt = NOW.plusSeconds(7);

        assertThat(schedule.next(Kind.UNKNOWN, 9, closesAt, 0, NOW)).isEqualTo(closesAt);
        assertThat(schedule.next(Kind.UNKNOWN, 9, closesAt, 0, closesAt))
                .isEqualTo(closesAt.plusSeconds(300));
    }

    @ParameterizedTest
    @EnumSource(PollGoal.class)
    void whatIsSentIsAskedAboutSoonAndWhatIsNotAtItsTimeToLive(PollGoal pollGoal) {
        Instant first = schedule.first(pollGoal, EXPIRES, NOW);

        assertThat(first)
                .isEqualTo(
                        pollGoal == PollGoal.WAIT ? EXPIRES.plusSeconds(10) : NOW.plusSeconds(10));
        assertThat(schedule.closesAt(pollGoal, EXPIRES, null, NOW))
                .isEqualTo(
                        switch (pollGoal) {
                            case QUERY -> null;
                            case WAIT, QUERY_THEN_CLOSE -> EXPIRES.plusSeconds(10);
                            case CLOSE -> NOW;
                        });
    }

    @ParameterizedTest
    @EnumSource(PollGoal.class)
    void onlyWhatIsSentIsClosedAtTheBuyersDeadlineAndOnlyIfThatIsTheEarlier(PollGoal pollGoal) {
        Instant deadline = NOW.plusSeconds(60);
        Instant afterwards = EXPIRES.plusSeconds(60);

        assertThat(schedule.closesAt(pollGoal, EXPIRES, deadline, NOW))
                .isEqualTo(
                        switch (pollGoal) {
                            case QUERY -> null;
                            case WAIT -> EXPIRES.plusSeconds(10);
                            case QUERY_THEN_CLOSE -> deadline;
                            case CLOSE -> NOW;
                        });
        assertThat(schedule.closesAt(pollGoal, EXPIRES, afterwards, NOW))
                .isEqualTo(schedule.closesAt(pollGoal, EXPIRES, null, NOW));
    }

    @Test
    void aScheduleThatWouldAskAtOnceOrNeverIsRefused() {
        Duration ok = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PollSchedule(Duration.ZERO, ok, ok));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PollSchedule(ok.plusMillis(1), ok, ok));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PollSchedule(ok, ok, Duration.ZERO));
    }
}
