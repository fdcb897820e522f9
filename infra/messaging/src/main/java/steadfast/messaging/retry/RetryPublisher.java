package steadfast.messaging.retry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Outcome;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;

/**
 * Copies failed records, byte for byte with failure headers, to the topics that the {@link
 * RetryLadder} selects. A record counts as handled only once the broker has acknowledged its copy.
 */
public final class RetryPublisher {

    private static final Logger LOG = Logger.getLogger(RetryPublisher.class);

    /** The kind of a letter that replaces a record too large to be copied. */
    public static final String TOO_LARGE = "record-too-large";

    /** More than the overhead of a record and its batch. */
    private static final int FRAME_BYTES = 1_024;

    private final String group;
    private final RetryLadder ladder;
    private final RecordSender sender;
    private final Clock clock;
    private final MeterRegistry meters;

    public RetryPublisher(
            String group,
            RetryLadder ladder,
            RecordSender sender,
            Clock clock,
            MeterRegistry meters) {
        this.group = group;
        this.ladder = ladder;
        this.sender = sender;
        this.clock = clock;
        this.meters = meters;
    }

    /** A failed record and how it failed. */
    public record Failure(FetchedRecord fetched, Outcome.Failed outcome) {}

    /** Sends the copies; returns true at the index of each that the broker acknowledged. */
    List<Boolean> send(List<Failure> failed) throws InterruptedException {
        List<Failure> failures = new ArrayList<>(failed);
        List<RetryLadder.Step> steps = new ArrayList<>(failures.size());
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>(failures.size());
        for (Failure failure : failures) {
            RetryLadder.Step step = ladder.next(failure.fetched().failures(), failure.outcome());
            steps.add(step);
            copies.add(copy(failure, step));
        }
        List<RecordSender.Result> results = new ArrayList<>(sender.send(copies));
        sendStubs(failures, steps, copies, results);
        Set<String> refusing = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            // Only a topic's first refusal is logged: there may be hundreds, repeatedly.
            boolean acknowledged = results.get(i) instanceof RecordSender.Result.Acknowledged;
            if (acknowledged || refusing.add(steps.get(i).topic())) {
                report(failures.get(i), steps.get(i), results.get(i));
            }
        }
        return results.stream().map(RecordSender.Result.Acknowledged.class::isInstance).toList();
    }

    /**
     * Sends a stub for a record that is too large to be copied, so that it blocks nothing. A
     * compressed batch may contain such a record: the broker's limit applies to the compressed
     * size.
     */
    private void sendStubs(
            List<Failure> failures,
            List<RetryLadder.Step> steps,
            List<ProducerRecord<byte[], byte[]>> copies,
            List<RecordSender.Result> results)
            throws InterruptedException {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof RecordSender.Result.Impossible
                    && isTooLarge(copies.get(i))) {
                Failure tooLarge = tooLarge(failures.get(i));
                RetryLadder.Step step =
                        ladder.next(tooLarge.fetched().failures(), tooLarge.outcome());
                steps.set(i, step);
                failures.set(i, tooLarge);
                results.set(i, sender.send(List.of(stub(tooLarge, step))).getFirst());
            }
        }
    }

    /**
     * The limit of the ladder's topics as we create them; a topic with a lower limit is waited for.
     */
    private static boolean isTooLarge(ProducerRecord<byte[], byte[]> copy) {
        long size = length(copy.key()) + length(copy.value());
        for (Header header : copy.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size > KafkaClients.MAX_REQUEST_BYTES - FRAME_BYTES;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Failure tooLarge(Failure failure) {
        ConsumerRecord<byte[], byte[]> source = failure.fetched().source();
        return new Failure(
                failure.fetched(),
                new Outcome.Dead(
                        TOO_LARGE,
                        "%d bytes, too large to be copied: the record itself is at %s-%d, offset %d"
                                .formatted(
                                        length(source.key()) + length(source.value()),
                                        source.topic(),
                                        source.partition(),
                                        source.offset())));
    }

    /** Contains only the record's place: its key or headers may be what is too large. */
    private ProducerRecord<byte[], byte[]> stub(Failure failure, RetryLadder.Step step) {
        RecordHeaders headers = new RecordHeaders();
        failure.fetched().failures().write(headers, failure.outcome(), step, clock.instant());
        return new ProducerRecord<byte[], byte[]>(step.topic(), null, null, null, headers);
    }

    private ProducerRecord<byte[], byte[]> copy(Failure failure, RetryLadder.Step step) {
        ConsumerRecord<byte[], byte[]> source = failure.fetched().source();
        RecordHeaders headers = new RecordHeaders(source.headers());
        failure.fetched().failures().write(headers, failure.outcome(), step, clock.instant());
        return new ProducerRecord<>(step.topic(), null, source.key(), source.value(), headers);
    }

    private void report(Failure failure, RetryLadder.Step step, RecordSender.Result result) {
        Object where = new FailureLocation(failure, step);
        switch (result) {
            case RecordSender.Result.Acknowledged _ -> {
                if (step.due() != null) {
                    LOG.infof("record waits for its retry: %s", where);
                } else if (RetryLadder.parkingTier(step.topic()) != null) {
                    LOG.debugf("record parked: %s", where);
                } else {
                    LOG.warnf("record moved: %s", where);
                }
                Counter.builder("messaging.failures")
                        .tags("group", group, "to", step.topic(), "kind", failure.outcome().kind())
                        .register(meters)
                        .increment();
            }
            case RecordSender.Result.Failed failed ->
                    LOG.warnf(
                            "copy not acknowledged, sending it again: %s %s",
                            where, failed.cause());
            case RecordSender.Result.Impossible impossible ->
                    LOG.errorf(
                            "copy cannot be sent, its partition waits: %s %s",
                            where, impossible.cause());
        }
    }

    /** Builds the text of a log line only if it is logged. */
    private record FailureLocation(Failure failure, RetryLadder.Step step) {

        @Override
        public String toString() {
            FailureHeaders origin = failure.fetched().failures();
            return "to=%s topic=%s partition=%d offset=%d attempt=%d kind=%s reason=%s"
                    .formatted(
                            step.topic(),
                            origin.originTopic(),
                            origin.originPartition(),
                            origin.originOffset(),
                            step.attempts(),
                            failure.outcome().kind(),
                            failure.outcome().reason());
        }
    }
}
