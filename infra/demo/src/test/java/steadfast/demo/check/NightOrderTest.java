package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.Status;
import steadfast.events.OrderId;

class NightOrderTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final Verdict verdict = new Verdict(run);

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
    }

    @Test
    void thatNightsOrderEndsWellInMoreThanOneWay() {
        run.thatNight(run.completed());
        OrderId back = run.thatNight(run.order(Status.REFUNDED, List.of(), Set.of()));
        run.capture(back, 1);
        run.refund(back, 1);
        OrderId looked = run.thatNight(run.order(Status.EXPIRED, List.of(), Set.of()));
        run.capture(looked, 1);
        run.openCase(looked);
        run.openCase(run.thatNight(run.unfinished()));
        run.thatNight(run.failed());

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void thatNightsOrderChargedTwiceIsNamedEvenIfRefunded() {
        OrderId id = run.thatNight(run.completed());
        run.capture(id, 2);
        run.refund(id, 2);

        verdict.assertBroken(id, Promise.NIGHT);
        assertThat(verdict.broken().getFirst().what())
                .endsWith("2 season cards: charged 2 times, completed, cards 2");
    }

    @Test
    void thatNightsOrderWithACardTooFewIsNamed() {
        OrderId id = run.thatNight(run.completed());
        run.cards.removeLast();

        verdict.assertBroken(id, Promise.I3, Promise.NIGHT);
    }

    @Test
    void thatNightsOrderCalledFailedAfterItWasChargedIsNamed() {
        OrderId id = run.thatNight(run.failed());
        run.capture(id, 1);
        run.refund(id, 1);

        verdict.assertBroken(id, Promise.NIGHT);
    }

    @Test
    void thatNightsOrderWithoutAnEndIsNamed() {
        verdict.assertBroken(run.thatNight(run.unfinished()), Promise.I7, Promise.NIGHT);
    }
}
