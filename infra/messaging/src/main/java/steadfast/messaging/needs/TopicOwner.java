package steadfast.messaging.needs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.database.UnmetNeed;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSnapshot;

/**
 * The owner of the topics: for each service the database that claimed them first. Two shops on one
 * Kafka would process each other's orders, and the wrong gateway would charge.
 *
 * <p>The claims are in one partition and never deleted, so all readers see the same order and get
 * the same result: the first claim of a service is valid, and a later one only if it names the
 * database that it takes over from. So simultaneous starts do no harm.
 */
public final class TopicOwner {

    /** The topic of the claims; not compacted, since the first claim counts and not the last. */
    public static final TopicSpec TOPIC =
            new TopicSpec(
                    "steadfast-shop",
                    1,
                    Map.of(
                            "cleanup.policy",
                            "delete",
                            "retention.ms",
                            "-1",
                            "retention.bytes",
                            "-1"));

    private static final Logger LOG = Logger.getLogger(TopicOwner.class);
    private static final String TAKEN_FROM = "taken-from";
    private static final long SENT_WITHIN_SECONDS = 30;

    private final KafkaClients clients;
    private final String service;
    private final UUID database;
    private final Optional<UUID> takeOverFrom;

    /**
     * Creates it without a claim.
     *
     * @param service the name that all its instances share
     * @param takeOverFrom the database whose claim this one deliberately ends
     */
    public TopicOwner(
            KafkaClients clients, String service, UUID database, Optional<UUID> takeOverFrom) {
        this.clients = clients;
        this.service = service;
        this.database = database;
        this.takeOverFrom = takeOverFrom;
    }

    /**
     * Claims the topics if they are unclaimed; returns the unmet need if another database owns
     * them.
     */
    public Optional<UnmetNeed> claim()
            throws InterruptedException, ExecutionException, TimeoutException {
        @Nullable UUID owner = owner();
        if (owner == null) {
            write(null);
            owner = owner();
        } else if (!owner.equals(database) && takeOverFrom.filter(owner::equals).isPresent()) {
            LOG.warnf(
                    "taking over the topics of another database: service=%s from=%s",
                    service, owner);
            write(owner);
            owner = owner();
        }
        return owner == null || owner.equals(database)
                ? Optional.empty()
                : Optional.of(
                        KafkaSentences.anotherShop(clients.servers(), service, owner, database));
    }

    private @Nullable UUID owner() throws InterruptedException {
        @Nullable UUID[] owner = {null};
        TopicSnapshot.now(clients, "start-check", TOPIC.name())
                .read(claims -> {
                    for (ConsumerRecord<byte[], byte[]> claim : claims) {
                        if (service.equals(text(claim.key()))) {
                            owner[0] = after(owner[0], claim);
                        }
                    }
                });
        return owner[0];
    }

    private static @Nullable UUID after(
            @Nullable UUID owner, ConsumerRecord<byte[], byte[]> claim) {
        try {
            Header takenFrom = claim.headers().lastHeader(TAKEN_FROM);
            boolean holds =
                    owner == null
                            || (takenFrom != null
                                    && owner.toString().equals(text(takenFrom.value())));
            return holds ? UUID.fromString(String.valueOf(text(claim.value()))) : owner;
        } catch (IllegalArgumentException e) {
            LOG.warnf(
                    "a claim that names no database is ignored: topic=%s offset=%d",
                    claim.topic(), claim.offset());
            return owner;
        }
    }

    private void write(@Nullable UUID from)
            throws InterruptedException, ExecutionException, TimeoutException {
        ProducerRecord<byte[], byte[]> claim =
                new ProducerRecord<>(
                        TOPIC.name(),
                        service.getBytes(StandardCharsets.UTF_8),
                        database.toString().getBytes(StandardCharsets.UTF_8));
        if (from != null) {
            claim.headers().add(TAKEN_FROM, from.toString().getBytes(StandardCharsets.UTF_8));
        }
        try (KafkaClients.Bound<Producer<byte[], byte[]>> producer = clients.producer()) {
            producer.client().send(claim).get(SENT_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
