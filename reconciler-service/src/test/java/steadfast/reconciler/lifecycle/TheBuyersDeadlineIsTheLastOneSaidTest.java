package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steadfast.reconciler.lifecycle.Fact.Kind;

class TheBuyersDeadlineIsTheLastOneSaidTest {

    private static final Instant SAID = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DEADLINE = SAID.plusSeconds(300);

    private static final Fact ACTION = action(0, DEADLINE);
    private static final Fact SHORTER = action(1, DEADLINE.minusSeconds(100));
    private static final Fact DOUBT = new Fact(Kind.PAYMENT_UNRESOLVED, 1, 0, SAID.plusSeconds(2));
    private static final Fact AGAIN = action(3, DEADLINE.plusSeconds(200));

    @Test
    void aLaterActionReplacesItAndADoubtTakesItAway() {
        assertThat(Knowledge.of(List.of()).buyersDeadline(1)).isEmpty();
        assertThat(Knowledge.of(List.of(ACTION)).buyersDeadline(1)).contains(DEADLINE);
        assertThat(Knowledge.of(List.of(ACTION)).buyersDeadline(2)).isEmpty();
        assertThat(Knowledge.of(List.of(ACTION, SHORTER)).buyersDeadline(1))
                .contains(DEADLINE.minusSeconds(100));
        assertThat(Knowledge.of(List.of(ACTION, SHORTER, DOUBT)).buyersDeadline(1)).isEmpty();
        assertThat(Knowledge.of(List.of(ACTION, SHORTER, DOUBT, AGAIN)).buyersDeadline(1))
                .contains(DEADLINE.plusSeconds(200));
    }

    @Test
    void whatComesTwiceLateAndInAnyOrderComesToTheSame() {
        Random random = new Random(3);
        // Two deadlines of one moment: which of them counts must not hang on which came first.
        Fact twin = action(1, DEADLINE.minusSeconds(50));
        List<List<Fact>> histories =
                List.of(List.of(ACTION, SHORTER, twin), List.of(ACTION, SHORTER, DOUBT, AGAIN));
        for (List<Fact> history : histories) {
            Knowledge inOrder = Knowledge.of(history);
            for (int walk = 0; walk < 100; walk++) {
                List<Fact> wire = new ArrayList<>(history);
                wire.addAll(history);
                Collections.shuffle(wire, random);
                Knowledge known = Knowledge.of(wire);
                assertThat(known).isEqualTo(inOrder);
                assertThat(known.buyersDeadline(1)).isEqualTo(inOrder.buyersDeadline(1));
            }
        }
    }

    @Test
    void whatWasHeardBeforeDeadlinesWereToldLearnsItFromARepeat() {
        Knowledge old = Knowledge.of(List.of(action(0, null)));

        assertThat(old.buyersDeadline(1)).isEmpty();
        assertThat(old.with(ACTION).buyersDeadline(1)).contains(DEADLINE);
        assertThat(old.with(ACTION).with(action(0, null))).isEqualTo(old.with(ACTION));
    }

    private static Fact action(int second, Instant until) {
        return new Fact(Kind.PAYMENT_ACTION_REQUIRED, 1, 0, SAID.plusSeconds(second), until);
    }
}
