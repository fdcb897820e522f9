package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairsAreAskedForEverMoreSlowlyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Expectation> PROMPT = List.of(new Expectation(Expected.CARDS, 1));
    private static final List<Expectation> PATIENT =
            List.of(new Expectation(Expected.CARDS_WHEN_STOCK_ARRIVES, 1));
    private static final List<Expectation> PERSON =
            List.of(new Expectation(Expected.DECISION_ON_REFUSED_REFUND, 1));

    private final RepairSchedule schedule =
            new RepairSchedule(
                    Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({
        "0, 10",
        "1, 20",
        "2, 40",
        "3, 80",
        "4, 160",
        "5, 300",
        "6, 300",
        "31, 300",
        "2147483647, 300"
    })
    void thePauseDoublesUpToItsLimit(int asked, long seconds) {
        assertThat(schedule.nextRepair(PROMPT, asked, NOW)).isEqualTo(NOW.plusSeconds(seconds));
    }

    @Test
    void whatHangsOnSomebodyOutsideIsAskedForRarely() {
        assertThat(schedule.nextRepair(PATIENT, 0, NOW)).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void nobodyIsAskedAboutNothingOrForAPerson() {
        assertThat(schedule.nextRepair(List.of(), 0, NOW)).isNull();
        assertThat(schedule.nextRepair(PERSON, 0, NOW)).isNull();
    }

    @Test
    void anOrderIsOverdueByWhatItWaitsForOrByItsTimeToLive() {
        Instant soon = NOW.plusSeconds(30);
        Instant later = NOW.plusSeconds(1800);

        assertThat(schedule.overdue(PROMPT, later, NOW)).isEqualTo(NOW.plusSeconds(60));
        assertThat(schedule.overdue(PROMPT, soon, NOW)).isEqualTo(soon);
        assertThat(schedule.overdue(PROMPT, NOW.minusSeconds(5), NOW))
                .isEqualTo(NOW.minusSeconds(5));
        assertThat(schedule.overdue(PROMPT, null, NOW)).isEqualTo(NOW.plusSeconds(60));
        assertThat(schedule.overdue(PATIENT, later, NOW)).isEqualTo(later);
        assertThat(schedule.overdue(List.of(), later, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT5M, PT1M", "PT-1S, PT5M, PT1M", "PT10S, PT9S, PT1M", "PT10S, PT5M, PT0S"})
    void aScheduleThatMakesNoSenseIsRefused(Duration after, Duration atMost, Duration overdue) {
        assertThatThrownBy(() -> new RepairSchedule(after, atMost, overdue))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
