package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

class TheBuyersDeadlineIsTheLastOneSaidTest {

    private static final Instant SAID = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DEADLINE = SAID.plusSeconds(300);

    private static final ObservedEvent ACTION = action(0, DEADLINE);
    private static final ObservedEvent SHORTER = action(1, DEADLINE.minusSeconds(100));
    private static final ObservedEvent DOUBT =
            new ObservedEvent(Kind.PAYMENT_UNRESOLVED, 1, 0, SAID.plusSeconds(2));
    private static final ObservedEvent AGAIN = action(3, DEADLINE.plusSeconds(200));

    @Test
    void aLaterActionReplacesItAndADoubtTakesItAway() {
        assertThat(OrderHistory.of(List.of()).buyersDeadline(1)).isEmpty();
        assertThat(OrderHistory.of(List.of(ACTION)).buyersDeadline(1)).contains(DEADLINE);
        assertThat(OrderHistory.of(List.of(ACTION)).buyersDeadline(2)).isEmpty();
        assertThat(OrderHistory.of(List.of(ACTION, SHORTER)).buyersDeadline(1))
                .contains(DEADLINE.minusSeconds(100));
        assertThat(OrderHistory.of(List.of(ACTION, SHORTER, DOUBT)).buyersDeadline(1)).isEmpty();
        assertThat(OrderHistory.of(List.of(ACTION, SHORTER, DOUBT, AGAIN)).buyersDeadline(1))
                .contains(DEADLINE.plusSeconds(200));
    }

    @Test
    void whatComesTwiceLateAndInAnyOrderComesToTheSame() {
        Random random = new Random(3);
        // Two deadlines of one moment: which of them counts must not hang on which came first.
        ObservedEvent twin = action(1, DEADLINE.minusSeconds(50));
        List<List<ObservedEvent>> histories =
                List.of(List.of(ACTION, SHORTER, twin), List.of(ACTION, SHORTER, DOUBT, AGAIN));
        for (List<ObservedEvent> history : histories) {
            OrderHistory inOrder = OrderHistory.of(history);
            for (int walk = 0; walk < 100; walk++) {
                List<ObservedEvent> wire = new ArrayList<>(history);
                wire.addAll(history);
                Collections.shuffle(wire, random);
                OrderHistory known = OrderHistory.of(wire);
                assertThat(known).isEqualTo(inOrder);
                assertThat(known.buyersDeadline(1)).isEqualTo(inOrder.buyersDeadline(1));
            }
        }
    }

    @Test
    void whatWasHeardBeforeDeadlinesWereToldLearnsItFromARepeat() {
        OrderHistory old = OrderHistory.of(List.of(action(0, null)));

        assertThat(old.buyersDeadline(1)).isEmpty();
        assertThat(old.with(ACTION).buyersDeadline(1)).contains(DEADLINE);
        assertThat(old.with(ACTION).with(action(0, null))).isEqualTo(old.with(ACTION));
    }

    private static ObservedEvent action(int second, Instant until) {
        return new ObservedEvent(
                Kind.PAYMENT_ACTION_REQUIRED, 1, 0, SAID.plusSeconds(second), until);
    }
}
