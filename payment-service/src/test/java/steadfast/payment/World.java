package steadfast.payment;

import static org.awaitility.Awaitility.await;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.events.TimeOrderedIds;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.Payments;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/** Everybody else: says events on the real broker and sees what came of them. */
@Singleton
class World {
    static final Money AMOUNT = new Money(4999, "CNY");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestRecords records = TestRecords.ofApplication();
    private final EventCodec codec = new EventCodec();
    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
    private final Payments payments;

    World(Payments payments) {
        this.payments = payments;
    }

    OrderId newOrder() {
        return new OrderId(ids.next());
    }

    static OrderSubmitted submitted(OrderId orderId, String method) {
        return submitted(orderId, method, Instant.now().plus(Duration.ofHours(1)));
    }

    static OrderSubmitted submitted(OrderId orderId, String method, Instant payBy) {
        return new OrderSubmitted(
                orderId,
                PaymentId.first(orderId),
                "test",
                new Sku("STEAM-50"),
                1,
                AMOUNT,
                method,
                payBy,
                payBy.plus(Duration.ofMinutes(1)));
    }

    void publish(Event event) {
        send(codec.encode(event).topic(), event, Map.of());
    }

    /** Puts the event where it waits for this gateway, as the engine does. */
    void park(Event event, String gateway) {
        send(
                "payment-service.parked." + gateway,
                event,
                Map.of(
                        "origin-topic", codec.encode(event).topic(),
                        "failure-attempt", "0",
                        "first-failed-at", Instant.now().toString(),
                        "origin-partition", "0",
                        "origin-offset", "0",
                        "replay-count", "0"));
    }

    private void send(String topic, Event event, Map<String, String> headers) {
        EventCodec.Encoded encoded = codec.encode(event);
        var _ =
                records.send(
                        topic,
                        encoded.key(),
                        encoded.type(),
                        new String(encoded.value(), StandardCharsets.UTF_8),
                        headers);
    }

    /** Says the event and waits until it lies in the dead-letter topic as the {@code nth} one. */
    TestRecord publishAndBury(Event event, int nth) {
        publish(event);
        return awaitBuried(event, nth);
    }

    TestRecord awaitBuried(Event event, int nth) {
        String topic = codec.encode(event).topic();
        await().atMost(LIMIT).until(() -> buriedOf(topic, event.key()).size() >= nth);
        return buriedOf(topic, event.key()).get(nth - 1);
    }

    /** What lies in the dead-letter topic about the order, of those that came from the topic. */
    List<TestRecord> buried(String topic, OrderId orderId) {
        return buriedOf(topic, orderId.toString());
    }

    private List<TestRecord> buriedOf(String topic, String key) {
        return buried(topic).stream().filter(letter -> key.equals(letter.key())).toList();
    }

    /** Whatever lies in the dead-letter topic that came from the topic. */
    List<TestRecord> buried(String topic) {
        return from(topic, records.all("payment-service.dlt"));
    }

    private static List<TestRecord> from(String topic, List<TestRecord> all) {
        return all.stream()
                .filter(record -> topic.equals(record.headers().get("origin-topic")))
                .toList();
    }

    /** Whatever lies or lay in the gateway's parking tier. */
    List<TestRecord> parked(String topic) {
        return from(topic, records.all("payment-service.parked.scripted"));
    }

    /** Waits until that time is over. */
    void awaitClock(Instant time) {
        await().atMost(LIMIT).until(() -> Instant.now().isAfter(time));
    }

    PaymentState state(PaymentId paymentId) {
        return find(paymentId).orElseThrow();
    }

    <S extends PaymentState> S awaitState(PaymentId paymentId, Class<S> expected) {
        await().atMost(LIMIT).until(() -> find(paymentId).filter(expected::isInstance).isPresent());
        return expected.cast(state(paymentId));
    }

    private Optional<PaymentState> find(PaymentId paymentId) {
        return payments.ofOrder(paymentId.orderId()).stream()
                .filter(view -> view.payment().paymentId().equals(paymentId))
                .map(view -> view.payment().state())
                .findFirst();
    }

    /** Types of what the service has said about the order, in order. */
    List<String> published(OrderId orderId) {
        return records.all("payment-events", orderId.toString()).stream()
                .map(TestRecord::type)
                .toList();
    }

    List<TestRecord> publishedRecords(OrderId orderId) {
        return records.all("payment-events", orderId.toString());
    }

    List<String> awaitPublished(OrderId orderId, Predicate<List<String>> wanted) {
        await().atMost(LIMIT).until(() -> wanted.test(published(orderId)));
        return published(orderId);
    }

    /**
     * Waits until everything that was said about the order before has been handled: one key is
     * handled in order, so an event that needs no payment's move and yet answers is the last.
     */
    void awaitQuiet(OrderId orderId) {
        var fence = new RefundRequested(orderId, new PaymentId(orderId, 1_000), 1, AMOUNT, "fence");
        int before = buried(codec.encode(fence).topic(), orderId).size();
        var _ = publishAndBury(fence, before + 1);
    }

    @PreDestroy
    void close() {
        records.close();
    }
}
