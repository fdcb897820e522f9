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
 * Sends records and returns for each whether the broker acknowledged it. A producer whose send
 * failed is replaced before the next send: an idempotent producer can hang forever on a topic that
 * was just created.
 */
public final class RecordSender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RecordSender.class);

    private final Supplier<KafkaClients.Bound<Producer<byte[], byte[]>>> producers;
    private KafkaClients.@Nullable Bound<Producer<byte[], byte[]>> current;

    public RecordSender(Supplier<KafkaClients.Bound<Producer<byte[], byte[]>>> producers) {
        this.producers = producers;
    }

    /** The result for one record. */
    public sealed interface Result {

        /** The broker acknowledged it. */
        record Acknowledged() implements Result {}

        /** Not acknowledged; the same record may succeed later. */
        record Failed(Throwable cause) implements Result {}

        /** The broker will never accept this record as it is. */
        record Impossible(Throwable cause) implements Result {}
    }

    /**
     * Connects and fetches the topics' metadata, so that the first record need not wait for it. A
     * failure here recurs when records are sent.
     */
    public void prepare(Set<String> topics) {
        try {
            Producer<byte[], byte[]> producer = producer();
            topics.forEach(producer::partitionsFor);
        } catch (KafkaException e) {
            LOG.infof("producer not connected yet: %s", e.toString());
        }
    }

    /** Sends all records and waits for all; the results are in the order of the records. */
    public List<Result> send(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        Producer<byte[], byte[]> producer = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        // A topic that cannot be found is waited for once, not once per record.
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

    @SuppressWarnings("ReferenceEquality") // is it still the same producer that failed?
    private synchronized void replace(Producer<byte[], byte[]> failed) {
        if (current != null && current.client() == failed) {
            current.metrics().close();
            current = null;
            // Records that others sent through it are not cut off: a close without waiting would
            // fail them as well.
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
