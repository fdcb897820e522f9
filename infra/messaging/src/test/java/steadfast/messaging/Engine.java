package steadfast.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.random.RandomGenerator;
import steadfast.messaging.consume.ConsumerLoop;
import steadfast.messaging.consume.DatabaseAccess;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;
import steadfast.messaging.retry.RetryPublisher;

/** Starts both sides of a subscription, as a running service has them. */
public record Engine(
        KafkaClients clients, DatabaseAccess database, MeterRegistry meters, Clock clock) {

    /** Both sides, started. */
    public record Running(ConsumerLoop first, ConsumerLoop waiting, RecordSender sender)
            implements AutoCloseable {
        @Override
        public void close() {
            first.close();
            waiting.close();
            sender.close();
        }
    }

    /** Where each side dies. */
    record SideFaults(CrashPoints first, CrashPoints waiting) {}

    Running start(
            Subscription<?> subscription, SideFaults faults, TestConfig config, ParkingGate gate)
            throws Exception {
        new TopicSetup(clients, (short) 1).ensure(RetryLadder.topics(subscription, config.retry()));
        RecordSender sender = new RecordSender(clients::producer);
        RetryLadder ladder =
                new RetryLadder(
                        subscription.group(), config.retry(), clock, RandomGenerator.getDefault());
        RetryPublisher copies =
                new RetryPublisher(subscription.group(), ladder, sender, clock, meters);
        ConsumerLoop.Side first = new ConsumerLoop.Side.First();
        ConsumerLoop.Side waiting = new ConsumerLoop.Side.Waiting(gate);
        Running running =
                new Running(
                        loop(subscription, first, copies, config, faults.first()),
                        loop(subscription, waiting, copies, config, faults.waiting()),
                        sender);
        running.first().start();
        running.waiting().start();
        return running;
    }

    private ConsumerLoop loop(
            Subscription<?> subscription,
            ConsumerLoop.Side side,
            RetryPublisher copies,
            TestConfig config,
            CrashPoints crashPoints) {
        return new ConsumerLoop(
                subscription, side, copies, clients, database, config, meters, clock, crashPoints);
    }

    /** Of events of the one type that these tests know. */
    public static Subscription<String> subscription(
            String group, String topic, Subscription.Mode mode, Handler<String> handler) {
        return new Subscription<>(
                group,
                Set.of(topic),
                mode,
                (_, type, value) -> {
                    if (!type.equals("Known")) {
                        throw new IllegalArgumentException("unknown type " + type);
                    }
                    return new String(value, StandardCharsets.UTF_8);
                },
                handler);
    }
}
