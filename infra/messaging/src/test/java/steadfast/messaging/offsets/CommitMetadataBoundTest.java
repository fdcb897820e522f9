package steadfast.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/**
 * Whatever completes in whatever order: no commit outgrows the broker's limit, and none invents.
 */
class CommitMetadataBoundTest {

    private static final int BROKER_LIMIT = 4_096;

    /** What is fetched already when fetching stops: one poll. */
    private static final int ONE_POLL = 500;

    private final long seed = Long.getLong("seed", 20261125L);
    private final Random random = new Random(seed);

    @Test
    void everyPatternStaysBelowTheLimitAndIsReadBackAsItWas() {
        for (int run = 1; run <= 300; run++) {
            // Beyond 127 and 16,383 a run's length takes one more byte.
            holds(longRuns(run), "runs of " + run);
            holds(longRuns(run * 128), "runs of " + run * 128);
            holds(alternating(run), "one outstanding, %d done".formatted(run));
            holds(sprinkled(random.nextInt(1, 1_000)), "sprinkled, seed " + seed + " run " + run);
        }
    }

    private static LongPredicate longRuns(int length) {
        return offset -> offset / length % 2 == 1;
    }

    private static LongPredicate alternating(int done) {
        return offset -> offset % (done + 1L) != 0;
    }

    private LongPredicate sprinkled(int doneOfAThousand) {
        BitSet done = new BitSet();
        for (int offset = 1; offset < PartitionProgress.MAX_SPAN + 2 * ONE_POLL; offset++) {
            done.set(offset, random.nextInt(1_000) < doneOfAThousand);
        }
        return offset -> done.get((int) offset);
    }

    private static void holds(LongPredicate done, String pattern) {
        PartitionProgress progress = new PartitionProgress(null);
        long offset = 0;
        progress.begin(offset++);
        while (!progress.full()) {
            offset = poll(progress, offset, done);
        }
        offset = poll(progress, offset, done);

        OffsetAndMetadata commit = progress.toCommit();

        assertThat(commit.metadata().length()).as(pattern).isLessThan(BROKER_LIMIT);
        assertThat(commit.offset()).as(pattern).isZero();
        BitSet read = CompletedOffsets.parse(commit.metadata()).complete();
        int differences = 0;
        for (int at = 0; at < read.length(); at++) {
            differences += read.get(at) == (at > 0 && done.test(at)) ? 0 : 1;
        }
        assertThat(differences).as(pattern).isZero();
        // What does not fit is the end of it, and never more than the last two polls.
        assertThat(lastDone(done, offset) - (read.length() - 1))
                .as(pattern)
                .isLessThanOrEqualTo(2 * ONE_POLL);
    }

    private static long poll(PartitionProgress progress, long from, LongPredicate done) {
        for (long offset = from; offset < from + ONE_POLL; offset++) {
            progress.begin(offset);
            if (done.test(offset)) {
                progress.complete(offset);
            }
        }
        return from + ONE_POLL;
    }

    private static long lastDone(LongPredicate done, long end) {
        long last = end - 1;
        while (last > 0 && !done.test(last)) {
            last--;
        }
        return last;
    }
}
