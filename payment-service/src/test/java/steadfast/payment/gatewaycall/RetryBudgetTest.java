package steadfast.payment.gatewaycall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget(0.25);

    @Test
    void firstCallsAreAlwaysAllowed() {
        assertThat(IntStream.range(0, 100).allMatch(call -> budget.spend(AttemptKind.FIRST)))
                .isTrue();
    }

    @Test
    void oneRetriedCallIsAllowedFromTheStartAndThenOnlyWhatFirstCallsHaveEarned() {
        assertThat(budget.spend(AttemptKind.RETRIED)).isTrue();
        assertThat(budget.spend(AttemptKind.RETRIED)).isFalse();

        IntStream.range(0, 8).forEach(call -> budget.spend(AttemptKind.FIRST));

        assertThat(budget.spend(AttemptKind.RETRIED)).isTrue();
        assertThat(budget.spend(AttemptKind.RETRIED)).isTrue();
        assertThat(budget.spend(AttemptKind.RETRIED)).isFalse();
    }

    @Test
    void aNewPeriodAllowsOneMoreButSavesNoneUp() {
        budget.spend(AttemptKind.RETRIED);

        budget.startPeriod();
        budget.startPeriod();

        assertThat(budget.spend(AttemptKind.RETRIED)).isTrue();
        assertThat(budget.spend(AttemptKind.RETRIED)).isFalse();
    }
}
