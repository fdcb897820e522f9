package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Topic;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.TestRecords;

/**
 * Whoever reaches Kafka brings no event before a service that another one must say; and what the
 * right one says moves nothing where the gateway can be asked.
 */
@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class NoForgedEventMovesMoneyIT {

    private static final long PRICE_MINOR = 900;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of(
                    "order-service",
                    "payment-service",
                    "fulfillment-service",
                    "reconciler-service");
    private static final String REPLAY = "replay";

    static Stream<Arguments> everyEventType() {
        return Arrays.stream(Topic.values())
                .flatMap(topic ->
                        topic.types().keySet().stream()
                                .sorted()
                                .map(type -> Arguments.of(topic, type)));
    }

    @ParameterizedTest
    @MethodSource("everyEventType")
    void anEventIsTakenFromItsWritersAlone(Topic topic, String type, SystemShop shop)
            throws Exception {
        Set<String> others = new TreeSet<>(SERVICES);
        others.add(REPLAY);
        others.removeAll(topic.writers());
        assertThat(others).hasSizeGreaterThanOrEqualTo(3);

        for (String other : others) {
            assertRefused(shop, other, topic.topicName(), type);
        }
    }

    @Test
    void aLadderIsWrittenByItsOwnGroupAndTheReplayAlone(SystemShop shop) throws Exception {
        for (String group : SERVICES) {
            Set<String> ladder = topicsOf(shop, group);
            assertThat(ladder).anyMatch(name -> name.endsWith(".retry-1"));
            for (String other : SERVICES) {
                if (!other.equals(group)) {
                    assertRefused(shop, other, ladder);
                }
            }
        }
    }

    @Test
    void nobodyEntersWithoutTheRightPassword(SystemShop shop) throws Exception {
        Map<String, String> wrong = shop.kafkaSettings("order-service", "guessed");
        assertThatThrownBy(() -> send(wrong, "order-events", "OrderPaid"))
                .hasCauseInstanceOf(SaslAuthenticationException.class);

        Map<String, String> anonymous =
                Map.of("bootstrap.servers", wrong.getOrDefault("bootstrap.servers", ""));
        assertThatThrownBy(() -> send(anonymous, "order-events", "OrderPaid"))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void whatTheReconcilerSaysOfAnUnpaidOrderIsAskedOfTheGateway(SystemShop shop, ShopClient client)
            throws Exception {
        client.stock("FORGED", PRICE_MINOR, Codes.some("FORGED", 1));
        Placed order = client.place(UUID.randomUUID().toString(), "FORGED", 1, "qr");
        client.awaitAction(order);
        OrderId orderId = OrderId.parse(order.orderId());
        PaymentId payment = PaymentId.first(orderId);

        try (TestRecords forger = TestRecords.at(shop.kafkaSettings("reconciler-service"));
                Admin admin = Admin.create(Map.copyOf(shop.running().kafkaSettings()))) {
            publish(
                    forger,
                    new GatewayFinding(
                            payment,
                            "sandbox",
                            GatewayFinding.Source.QUERY,
                            GatewayFinding.Verdict.CAPTURED,
                            new Money(PRICE_MINOR, "CNY"),
                            null,
                            Clock.systemUTC().instant()));
            publish(forger, new RepairRequested(orderId, Owner.PAYMENT, "PaymentSucceeded"));
            publish(forger, new RepairRequested(orderId, Owner.FULFILLMENT, "CardsIssued"));
            publish(
                    forger,
                    new ReviewDecided(
                            UUID.randomUUID(),
                            orderId,
                            payment,
                            Decision.CONFIRM_PAID,
                            "nobody",
                            "PENDING_PAYMENT",
                            1));
            forger.await(
                    "order-events",
                    record ->
                            order.orderId().equals(record.key())
                                    && "PaymentCheckRequested".equals(record.type()),
                    LIMIT);
            for (String topic : List.of("payment-findings", "operations-events", "order-events")) {
                ConsumerGroups.awaitRead(admin, "payment-service", topic);
            }
            for (String topic : List.of("payment-events", "operations-events")) {
                ConsumerGroups.awaitRead(admin, "order-service", topic);
            }
        }

        assertThat(client.status(order)).isEqualTo("PENDING_PAYMENT");
        assertThat(client.movements(order)).isEmpty();
        assertThat(client.cards(order).status()).isEqualTo(404);
    }

    private static void publish(TestRecords forger, Event event) {
        EventCodec.Encoded encoded = new EventCodec().encode(event);
        forger.send(
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                new String(encoded.value(), StandardCharsets.UTF_8));
    }

    private static Set<String> topicsOf(SystemShop shop, String group) throws Exception {
        try (Admin admin = Admin.create(Map.copyOf(shop.running().kafkaSettings()))) {
            Set<String> names = new TreeSet<>(admin.listTopics().names().get());
            names.removeIf(name -> !name.startsWith(group + "."));
            return names;
        }
    }

    private static void assertRefused(SystemShop shop, String principal, Set<String> topics)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(shop.kafkaSettings(principal))) {
            for (String topic : topics) {
                assertThatThrownBy(() -> send(producer, topic, "OrderPaid"))
                        .as("%s to %s", principal, topic)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private static void assertRefused(
            SystemShop shop, String principal, String topic, String type) {
        assertThatThrownBy(() -> send(shop.kafkaSettings(principal), topic, type))
                .as("%s says %s", principal, type)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void send(Map<String, String> settings, String topic, String type)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            send(producer, topic, type);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String type)
            throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, "{}".getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        producer.send(record).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Map<String, Object> client = new HashMap<>(settings);
        client.put("max.block.ms", 10_000);
        client.put("delivery.timeout.ms", 10_000);
        client.put("request.timeout.ms", 5_000);
        client.put("linger.ms", 0);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
