package steadfast.messaging.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates Kafka clients with the settings that the delivery rules need, each bound to Micrometer
 * until it is closed.
 */
public final class KafkaClients {

    /**
     * A full record of the broker's default limit (1 MiB) plus failure headers must fit into its
     * dead-letter topic.
     */
    public static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

    /**
     * The session timeout by which a classic group detects a dead member; a group of the new
     * protocol uses its broker's. As short as a broker allows by default.
     */
    private static final int CLASSIC_SESSION_TIMEOUT_MS = 6_000;

    private static final int CLASSIC_HEARTBEAT_MS = 2_000;

    private final Map<String, Object> connection;
    private final GroupProtocol groupProtocol;
    private final MeterRegistry meters;

    /** Creates clients whose groups have the new protocol (KIP-848). */
    public KafkaClients(Map<String, Object> connection, MeterRegistry meters) {
        this(connection, GroupProtocol.CONSUMER, meters);
    }

    /** {@code connection}: at least {@code bootstrap.servers}; security settings pass through. */
    public KafkaClients(
            Map<String, Object> connection, GroupProtocol groupProtocol, MeterRegistry meters) {
        this.connection = Map.copyOf(connection);
        this.groupProtocol = groupProtocol;
        this.meters = meters;
    }

    /** Returns the brokers' addresses, for a person. */
    public String servers() {
        return String.valueOf(connection.get("bootstrap.servers"));
    }

    /** The protocol of consumer groups. */
    public GroupProtocol groupProtocol() {
        return groupProtocol;
    }

    /** Returns the protocol as written in settings. */
    public String groupProtocolName() {
        return groupProtocol.name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the user has set this for all clients, such as by {@code KAFKA_…}. */
    public boolean isSet(String setting) {
        return connection.containsKey(setting);
    }

    /** A client together with its binding to the meters. */
    public record Bound<C extends AutoCloseable>(C client, KafkaClientMetrics metrics)
            implements AutoCloseable {

        @Override
        public void close() {
            metrics.close();
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("a Kafka client did not close", e);
            }
        }
    }

    /** Creates a consumer that may join the group; it reads from the earliest record. */
    public Bound<Consumer<byte[], byte[]>> consumer(String group, int maxPollRecords) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return consumer(settings, maxPollRecords);
    }

    /**
     * Creates a consumer without a group, which reads assigned partitions and needs no right to any
     * group.
     */
    public Bound<Consumer<byte[], byte[]>> reader(String name, int maxPollRecords) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        return consumer(settings, maxPollRecords);
    }

    private Bound<Consumer<byte[], byte[]>> consumer(
            Map<String, Object> settings, int maxPollRecords) {
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, groupProtocolName());
        if (groupProtocol == GroupProtocol.CLASSIC) {
            // As in the new protocol: a partition that stays with its consumer is not revoked
            // first.
            settings.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName());
            settings.putIfAbsent(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, CLASSIC_SESSION_TIMEOUT_MS);
            settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, CLASSIC_HEARTBEAT_MS);
        }
        // A topic that is created automatically lacks its intended settings.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings);
        return bound(consumer, new KafkaClientMetrics(consumer));
    }

    /** Creates a producer whose records are acknowledged by all replicas and written once. */
    public Bound<Producer<byte[], byte[]>> producer() {
        Map<String, Object> settings = new HashMap<>(connection);
        // With one it would wait for transactions that nobody begins.
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Kafka 4's default of 5 ms would delay an order at each of its hops; batches form anyway
        // under load.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // Short, so that a wedged producer is detected and replaced; the caller keeps the record
        // and sends it again.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(settings);
        return bound(producer, new KafkaClientMetrics(producer));
    }

    /** Creates an admin client for topics and groups. */
    public Admin admin() {
        return Admin.create(connection);
    }

    private <C extends AutoCloseable> Bound<C> bound(C client, KafkaClientMetrics metrics) {
        metrics.bindTo(meters);
        return new Bound<>(client, metrics);
    }
}
