package steadfast.messaging.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.database.UnmetNeed;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.testkit.TestBroker;

@Tag("long")
class TopicsBelongToOneShopTest {

    private static final int AT_ONCE = 12;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestBroker broker;
    private static KafkaClients clients;

    private final String service = "/service-" + NAMES.incrementAndGet();
    private final UUID ours = UUID.randomUUID();
    private final UUID others = UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start();
        clients =
                new KafkaClients(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new SimpleMeterRegistry());
        try (Admin admin = clients.admin()) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(TopicOwner.TOPIC.name(), 1, (short) 1)
                                            .configs(TopicOwner.TOPIC.settings())))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void theFirstDatabaseOfAServiceKeepsThem() throws Exception {
        assertThat(claim(ours)).isEmpty();

        Optional<UnmetNeed> refused = claim(others);

        assertThat(refused)
                .hasValueSatisfying(need -> {
                    assertThat(need.cure()).isEqualTo(UnmetNeed.Cure.NEW_START);
                    assertThat(need.sentence())
                            .startsWith("The topics at " + broker.bootstrapServers())
                            .contains(
                                    service + " there has the database " + ours,
                                    "this one has " + others)
                            .endsWith("set STEADFAST_MESSAGING_TAKE_OVER_FROM=" + ours + ".");
                });
        assertThat(claim(ours)).isEmpty();
    }

    @Test
    void anotherServiceOfTheShopHasItsOwnDatabase() throws Exception {
        claim(ours);

        assertThat(owner(service + "-next", others, null).claim()).isEmpty();
    }

    @Test
    void aTakeoverNamesWhomItTakesFromAndHolds() throws Exception {
        claim(ours);

        assertThat(owner(service, others, UUID.randomUUID()).claim()).isPresent();
        assertThat(owner(service, others, ours).claim()).isEmpty();
        assertThat(claim(others)).isEmpty();
        assertThat(claim(ours)).isPresent();
    }

    @Test
    void aTakeoverThatWasForgottenInTheSettingsTakesNothingMore() throws Exception {
        UUID third = UUID.randomUUID();
        claim(ours);
        owner(service, others, ours).claim();
        owner(service, third, others).claim();

        assertThat(owner(service, others, ours).claim()).isPresent();
        assertThat(owner(service, third, others).claim()).isEmpty();
    }

    @Test
    void ofManyThatStartAtOnceOneGetsThem() throws Exception {
        List<UUID> databases = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            databases.add(UUID.randomUUID());
        }

        List<Optional<UnmetNeed>> claims = atOnce(databases);
        List<Optional<UnmetNeed>> later = atOnce(databases);

        assertThat(claims.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(later.stream().map(Optional::isEmpty).toList())
                .isEqualTo(claims.stream().map(Optional::isEmpty).toList());
    }

    @Test
    void manyInstancesOfOneServiceStartAtOnce() throws Exception {
        List<UUID> databases = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            databases.add(ours);
        }

        assertThat(atOnce(databases)).allMatch(Optional::isEmpty);
        assertThat(claim(others)).isPresent();
    }

    @Test
    void aClaimThatNamesNothingIsPassedOver() throws Exception {
        try (KafkaClients.Bound<Producer<byte[], byte[]>> producer = clients.producer()) {
            producer.client()
                    .send(
                            new ProducerRecord<>(
                                    TopicOwner.TOPIC.name(),
                                    service.getBytes(StandardCharsets.UTF_8),
                                    "?".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }

        assertThat(claim(ours)).isEmpty();
        assertThat(claim(others)).isPresent();
    }

    private Optional<UnmetNeed> claim(UUID database) throws Exception {
        return owner(service, database, null).claim();
    }

    private List<Optional<UnmetNeed>> atOnce(List<UUID> databases) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(databases.size())) {
            List<Callable<Optional<UnmetNeed>>> claims = new ArrayList<>();
            databases.forEach(database -> claims.add(() -> claim(database)));
            List<Optional<UnmetNeed>> results = new ArrayList<>();
            for (Future<Optional<UnmetNeed>> result : threads.invokeAll(claims)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static TopicOwner owner(String service, UUID database, UUID takeOverFrom) {
        return new TopicOwner(clients, service, database, Optional.ofNullable(takeOverFrom));
    }
}
