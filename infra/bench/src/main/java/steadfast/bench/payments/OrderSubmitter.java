package steadfast.bench.payments;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import steadfast.bench.BenchClients;
import steadfast.events.EventCodec;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.events.TimeOrderedIds;

/** Submits orders as order-service does: {@code OrderSubmitted} on {@code order-events}. */
final class OrderSubmitter implements AutoCloseable {

    /** A payment method without faults. */
    static final String CARD = "card";

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(30);
    private static final Money TOTAL = new Money(4_999, "CNY");
    private static final Sku SKU = new Sku("STEAM-50");

    private final Clock clock = Clock.systemUTC();
    private final TimeOrderedIds ids = new TimeOrderedIds(clock);
    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, byte[]> producer;

    OrderSubmitter(Map<String, String> kafka) {
        Map<String, Object> settings =
                BenchClients.with(
                        kafka,
                        Map.of(
                                "acks",
                                "all",
                                "linger.ms",
                                0,
                                "key.serializer",
                                StringSerializer.class,
                                "value.serializer",
                                ByteArraySerializer.class));
        producer = new KafkaProducer<>(settings);
    }

    /** Submits this many orders at once, all paid by this method. */
    Batch submit(int orders, String method) throws InterruptedException {
        return submit(orders, _ -> method);
    }

    /** Submits this many orders at once; returns when the broker has them all. */
    Batch submit(int orders, IntFunction<String> method) throws InterruptedException {
        return trickle(orders, Duration.ZERO, method);
    }

    /** Submits orders one by one at this interval; returns when the broker has them all. */
    Batch trickle(int orders, Duration distance, IntFunction<String> method)
            throws InterruptedException {
        Map<OrderId, Long> sent = new HashMap<>(orders * 2);
        Map<OrderId, String> methods = new HashMap<>(orders * 2);
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(orders);
        long begin = System.nanoTime();
        for (int i = 0; i < orders; i++) {
            TimeUnit.NANOSECONDS.sleep(begin + i * distance.toNanos() - System.nanoTime());
            OrderId orderId = new OrderId(ids.next());
            methods.put(orderId, method.apply(i));
            sent.put(orderId, System.nanoTime());
            acknowledgements.add(producer.send(record(orderId, method.apply(i))));
        }
        awaitAll(acknowledgements);
        return new Batch(begin, sent, methods);
    }

    private static void awaitAll(List<Future<RecordMetadata>> acknowledgements)
            throws InterruptedException {
        try {
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order did not get into Kafka", e);
        }
    }

    private ProducerRecord<String, byte[]> record(OrderId orderId, String method) {
        Instant now = clock.instant();
        EventCodec.Encoded encoded =
                codec.encode(
                        new OrderSubmitted(
                                orderId,
                                PaymentId.first(orderId),
                                "bench",
                                SKU,
                                1,
                                TOTAL,
                                method,
                                now.plus(TIME_TO_LIVE),
                                now.plus(TIME_TO_LIVE)));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(encoded.topic(), encoded.key(), encoded.value());
        Headers headers = record.headers();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", ids.next().toString());
        put(headers, "ce_type", encoded.type());
        put(headers, "ce_source", "/bench");
        put(headers, "ce_time", now.toString());
        put(headers, "content-type", "application/json");
        return record;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
