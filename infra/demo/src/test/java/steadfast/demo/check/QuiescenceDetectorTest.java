package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuiescenceDetectorTest {

    static final Instant BEGIN = Instant.EPOCH;

    final QuiescenceDetector quiescenceDetector =
            new QuiescenceDetector(BEGIN, Duration.ofSeconds(16), BEGIN.plusSeconds(61));

    @Test
    void twoLooksAtTheSameClosedBooksAreEnough() {
        assertThat(look(1, false, true, "a")).isEmpty();
        assertThat(look(2, false, true, "a")).contains(QuiescenceDetector.End.BOOKS_CLOSED);
    }

    @Test
    void closedBooksThatStillMoveAreNot() {
        assertThat(look(1, false, true, "a")).isEmpty();
        assertThat(look(2, false, true, "b")).isEmpty();
    }

    @Test
    void closedBooksAreNotEnoughWhileSomebodyWorks() {
        assertThat(look(1, true, true, "a")).isEmpty();
        assertThat(look(2, true, true, "a")).isEmpty();
        assertThat(look(30, true, true, "a")).isEmpty();
    }

    @Test
    void whatHasNotMovedForTwoPollsWillNot() {
        assertThat(look(1, false, false, "a")).isEmpty();
        assertThat(look(10, false, false, "b")).isEmpty();
        assertThat(look(25, false, false, "b")).isEmpty();
        assertThat(look(26, false, false, "b")).contains(QuiescenceDetector.End.NOTHING_MOVES);
    }

    @Test
    void timeIsUpWhateverMoves() {
        assertThat(look(60, true, false, "a")).isEmpty();
        assertThat(look(61, true, false, "b")).contains(QuiescenceDetector.End.LIMIT);
    }

    @Test
    void timeIsUpAlsoIfNobodyAnswers() {
        assertThat(quiescenceDetector.afterNoLook(BEGIN.plusSeconds(60))).isEmpty();
        assertThat(quiescenceDetector.afterNoLook(BEGIN.plusSeconds(61)))
                .contains(QuiescenceDetector.End.LIMIT);
    }

    private Optional<QuiescenceDetector.End> look(
            long second, boolean working, boolean booksClosed, String state) {
        return quiescenceDetector.after(
                new QuiescenceDetector.Look(working, booksClosed, state),
                BEGIN.plusSeconds(second));
    }
}
