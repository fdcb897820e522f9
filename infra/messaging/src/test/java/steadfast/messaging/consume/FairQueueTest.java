package steadfast.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import steadfast.messaging.offsets.PartitionProgress;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.UnreadableRecordException;

class FairQueueTest {

    private final FairQueue queue = new FairQueue();

    @Test
    void topicsTakeTurnsAndEachKeepsItsOrder() {
        for (int offset = 0; offset < 3; offset++) {
            queue.add(record("a", 0, offset));
        }
        queue.add(record("b", 0, 10));
        queue.add(record("c", 0, 20));
        queue.add(record("c", 0, 21));

        assertThat(queue.size()).isEqualTo(6);
        assertThat(offsets()).containsExactly(0L, 10L, 20L, 1L, 21L, 2L);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsRemovedIsReturnedAndTheOthersStay() {
        queue.add(record("a", 0, 0));
        queue.add(record("a", 1, 1));
        queue.add(record("b", 0, 2));

        List<FetchedRecord> removed = queue.removeOf(Set.of(new TopicPartition("ladder", 0)));

        assertThat(removed).extracting(one -> one.source().offset()).containsExactly(0L, 2L);
        assertThat(queue.size()).isEqualTo(1);
        queue.add(record("b", 0, 3));
        assertThat(offsets()).containsExactly(1L, 3L);
    }

    @Test
    void whatBelongsToNoTopicWaitsInOneLine() {
        for (int offset = 0; offset < 3; offset++) {
            FetchedRecord record = record("made-up-" + offset, 0, offset);
            queue.add(
                    new FetchedRecord(
                            record.source(),
                            record.orderingKey(),
                            record.failures(),
                            record.progress(),
                            UnreadableRecordException.notConsumed("made-up")));
        }
        queue.add(record("a", 0, 10));

        assertThat(offsets()).containsExactly(0L, 10L, 1L, 2L);
    }

    private List<Long> offsets() {
        List<Long> offsets = new ArrayList<>();
        while (!queue.isEmpty()) {
            offsets.add(queue.remove().source().offset());
        }
        return offsets;
    }

    private static FetchedRecord record(String topic, int partition, long offset) {
        return new FetchedRecord(
                new ConsumerRecord<>("ladder", partition, offset, new byte[0], new byte[0]),
                "key",
                new FailureHeaders(1, Instant.EPOCH, null, topic, 0, offset, 0),
                new PartitionProgress(null),
                null);
    }
}
