package steadfast.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and says of each whether the broker acknowledged it. A producer whose send failed
 * is replaced before the next one: an idempotent producer can wedge for ever on a topic that was
 * created a moment ago.
 */
public final class RecordSender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RecordSender.class);

    private final Supplier<KafkaClients.Bound<Producer<byte[], byte[]>>> producers;
    private KafkaClients.@Nullable Bound<Producer<byte[], byte[]>> current;

    public RecordSender(Supplier<KafkaClients.Bound<Producer<byte[], byte[]>>> producers) {
        this.producers = producers;
    }

    /** What became of one record. */
    public sealed interface Result {

        /** The broker has it. */
        record Acknowledged() implements Result {}

        /** Not acknowledged; the same record may go through later. */
        record Failed(Throwable cause) implements Result {}

        /** No broker will ever take this record as it is. */
        record Impossible(Throwable cause) implements Result {}
    }

    /**
     * Connects and learns where the topics are, so that the first record need not wait for it. What
     * fails here is found again by whoever sends.
     */
    public void prepare(Set<String> topics) {
        try {
            Producer<byte[], byte[]> producer = producer();
            topics.forEach(producer::partitionsFor);
        } catch (KafkaException e) {
            LOG.infof("producer not connected yet: %s", e.toString());
        }
    }

    /** Sends all and waits for all; the results stand in the order of the records. */
    public List<Result> send(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        Producer<byte[], byte[]> producer = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        // A topic that cannot be found is waited for once, not once a record.
        Map<String, Future<RecordMetadata>> notFound = new HashMap<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<RecordMetadata> failed = notFound.get(record.topic());
            Future<RecordMetadata> one = failed == null ? start(producer, record) : failed;
            if (timedOut(one)) {
                notFound.put(record.topic(), one);
            }
            sent.add(one);
        }
        List<Result> results = new ArrayList<>(records.size());
        for (Future<RecordMetadata> one : sent) {
            results.add(await(one));
        }
        if (results.stream().anyMatch(Result.Failed.class::isInstance)) {
            replace(producer);
        }
        return results;
    }

    private static Future<RecordMetadata> start(
            Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean timedOut(Future<RecordMetadata> sent) {
        return sent.state() == Future.State.FAILED
                && sent.exceptionNow() instanceof TimeoutException;
    }

    private static Result await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return new Result.Acknowledged();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean impossible =
                    cause instanceof RecordTooLargeException
                            || cause instanceof RecordBatchTooLargeException
                            || cause instanceof SerializationException;
            return impossible ? new Result.Impossible(cause) : new Result.Failed(cause);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (current == null) {
            current = producers.get();
        }
        return current.client();
    }

    @SuppressWarnings("ReferenceEquality") // is it still the very producer that failed?
    private synchronized void replace(Producer<byte[], byte[]> failed) {
        if (current != null && current.client() == failed) {
            current.metrics().close();
            current = null;
            // What others sent through it is not cut off: a close without waiting would fail their
            // records as well.
            failed.close(Duration.ofSeconds(1));
        }
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
