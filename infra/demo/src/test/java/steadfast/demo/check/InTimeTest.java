package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.Status;
import steadfast.demo.buyers.LastReading;
import steadfast.events.OrderId;

class InTimeTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final Verdict verdict = new Verdict(run);

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
    }

    @Test
    void anOrderThatNeverEndsIsNamed() {
        verdict.assertBroken(run.unfinished(), Promise.I7);
    }

    @Test
    void anOrderThatNobodyCanBeAskedForIsNamed() {
        OrderId id = run.failed();
        run.readings.put(id, new LastReading.NoAnswer());

        verdict.assertBroken(id, Promise.I7);
    }

    @Test
    void anOrderThatEndsTooLateIsNamed() {
        OrderId id = run.completed();
        run.calledBack(id, EvidenceBuilder.shown(Status.PROCESSING, 62));

        verdict.assertBroken(id, Promise.I7);
        assertThat(verdict.broken().getFirst().what())
                .endsWith("was told to be PROCESSING after 62 s");
    }

    @Test
    void anOrderThatEndsWithinItsTimeIsAllowed() {
        OrderId id = run.completed();
        run.calledBack(id, EvidenceBuilder.shown(Status.PROCESSING, 61));

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void aCaseInTimeIsEnoughAndALateOneIsNot() {
        OrderId id = run.completed();
        run.calledBack(id, EvidenceBuilder.shown(Status.PROCESSING, 70));
        run.openCase(id, 62);
        verdict.assertBroken(id, Promise.I7);

        run.openCase(id, 61);

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void aRefundThatTakesLongIsNoOrderThatTakesLong() {
        OrderId id = run.order(Status.REFUNDED, List.of(), Set.of());
        run.calledBack(
                id,
                EvidenceBuilder.shown(Status.EXPIRED, 45),
                EvidenceBuilder.shown(Status.REFUNDING, 70));

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void anotherRoundHasAllItsTimeAgain() {
        OrderId id = run.completed();
        run.calledBack(
                id,
                EvidenceBuilder.shown(Status.FAILED, 1),
                EvidenceBuilder.shown(Status.PROCESSING, 102));
        run.retried(id, 41);
        assertThat(verdict.broken()).isEmpty();

        run.retried(id, 40);

        verdict.assertBroken(id, Promise.I7);
    }
}
