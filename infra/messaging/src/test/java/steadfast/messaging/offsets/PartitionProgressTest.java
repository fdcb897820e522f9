package steadfast.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    @Test
    void theCommitIsTheLowestGap() {
        PartitionProgress progress = new PartitionProgress(null);
        for (long offset = 10; offset < 20; offset++) {
            assertThat(progress.begin(offset)).isTrue();
        }

        progress.complete(10);
        progress.complete(12);

        assertThat(progress.toCommit().offset()).isEqualTo(11);
    }

    @Test
    void whatIsCompleteAboveTheGapIsNotHandledAgain() {
        PartitionProgress before = new PartitionProgress(null);
        for (long offset = 0; offset < 100; offset++) {
            before.begin(offset);
            if (offset % 3 != 0) {
                before.complete(offset);
            }
        }

        PartitionProgress after = new PartitionProgress(before.toCommit());

        for (long offset = 0; offset < 100; offset++) {
            assertThat(after.begin(offset)).as("offset %d", offset).isEqualTo(offset % 3 == 0);
        }
    }

    @Test
    void aRestartRightAfterARestartStillKnowsWhatWasComplete() {
        PartitionProgress first = new PartitionProgress(null);
        for (long offset = 0; offset < 10; offset++) {
            first.begin(offset);
        }
        first.complete(7);

        PartitionProgress second = new PartitionProgress(first.toCommit());
        second.begin(0);
        second.complete(0);
        PartitionProgress third = new PartitionProgress(second.toCommit());

        assertThat(third.begin(1)).isTrue();
        assertThat(third.begin(7)).isFalse();
    }

    @Test
    void offsetsThatTheBrokerSkipsHoldNothingBack() {
        PartitionProgress progress = new PartitionProgress(new OffsetAndMetadata(5, ""));
        progress.begin(5);
        progress.begin(9);
        progress.complete(5);
        progress.complete(9);

        assertThat(progress.toCommit().offset()).isEqualTo(10);
    }

    @Test
    void nothingNewIsNoCommit() {
        PartitionProgress progress = new PartitionProgress(null);
        progress.begin(0);
        progress.complete(0);
        OffsetAndMetadata commit = progress.toCommit();
        progress.committed(commit);

        assertThat(progress.toCommit()).isNull();
    }

    @Test
    void metadataOfAnybodyElseReadsAsNone() {
        for (String metadata : new String[] {"hello", "1:not base64!", "1://///////////w", ""}) {
            PartitionProgress progress = new PartitionProgress(new OffsetAndMetadata(3, metadata));

            assertThat(progress.begin(3)).as(metadata).isTrue();
        }
    }

    @Test
    void aStuckRecordStopsFetchingBeforeTheMetadataOutgrowsItsBound() {
        PartitionProgress progress = new PartitionProgress(null);
        long offset = 0;
        while (!progress.full()) {
            progress.begin(offset);
            if (offset % 2 == 1) {
                progress.complete(offset);
            }
            offset++;
            assertThat(offset).isLessThan(100_000);
        }
        assertThat(progress.toCommit().metadata().length()).isLessThan(4_096);

        for (long done = 0; done < offset; done += 2) {
            progress.complete(done);
        }

        assertThat(progress.full()).isFalse();
        assertThat(progress.toCommit().offset()).isEqualTo(offset);
        assertThat(CompletedOffsets.parse(progress.toCommit().metadata()).complete().isEmpty())
                .isTrue();
    }

    @Test
    void whatStoppedFetchingDoesNotStopItAfterARestartBeforeTheGapIsThereAgain() {
        PartitionProgress before = new PartitionProgress(null);
        long offset = 0;
        while (!before.full()) {
            before.begin(offset);
            if (offset > 0) {
                before.complete(offset);
            }
            offset++;
        }

        PartitionProgress after = new PartitionProgress(before.toCommit());

        for (long again = 0; again < offset; again++) {
            assertThat(after.full()).as("offset %d", again).isFalse();
            assertThat(after.begin(again)).as("offset %d", again).isEqualTo(again == 0);
        }
        assertThat(after.full()).isTrue();
        after.complete(0);
        assertThat(after.full()).isFalse();
    }

    @Test
    void whatALaterLeaderWroteAtACompleteOffsetIsAnotherRecord() {
        PartitionProgress before = new PartitionProgress(null);
        for (long offset = 0; offset < 10; offset++) {
            before.begin(offset, Optional.of(4));
        }
        for (long offset = 1; offset < 10; offset++) {
            before.complete(offset);
        }

        PartitionProgress after = new PartitionProgress(before.toCommit());

        assertThat(after.begin(0, Optional.of(4))).isTrue();
        assertThat(after.begin(1, Optional.of(4))).isFalse();
        for (long offset = 2; offset < 10; offset++) {
            assertThat(after.begin(offset, Optional.of(5))).as("offset %d", offset).isTrue();
        }
    }

    @Test
    void theCommitNamesTheEpochOfTheRecordBeforeIt() {
        PartitionProgress progress = new PartitionProgress(null);
        progress.begin(0, Optional.of(1));
        progress.begin(1, Optional.of(1));
        progress.begin(2, Optional.of(3));
        progress.complete(0);
        progress.complete(1);
        assertThat(progress.toCommit().leaderEpoch()).contains(1);

        progress.complete(2);
        assertThat(progress.toCommit().leaderEpoch()).contains(3);
    }

    @Test
    void manyRandomRestartsNeverForgetNorInvent() {
        long seed = Long.getLong("seed", 20260101L);
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            Set<Long> complete = new HashSet<>();
            PartitionProgress progress = new PartitionProgress(null);
            long position = 1_000;
            OffsetAndMetadata last = null;
            for (int step = 0; step < 400; step++) {
                if (random.nextInt(100) < 3) {
                    OffsetAndMetadata commit = progress.toCommit();
                    last = commit == null ? last : commit;
                    progress = new PartitionProgress(last);
                    position = last == null ? 1_000 : last.offset();
                } else {
                    boolean fresh = progress.begin(position);
                    assertThat(fresh)
                            .as("seed %d run %d offset %d", seed, run, position)
                            .isEqualTo(!complete.contains(position));
                    position++;
                    for (int i = 0; i < 2; i++) {
                        long pick = 1_000 + random.nextLong(position - 1_000);
                        progress.complete(pick);
                        complete.add(pick);
                    }
                }
            }
        }
    }
}
