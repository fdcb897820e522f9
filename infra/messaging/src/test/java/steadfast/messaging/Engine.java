package steadfast.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

/** Starts the loops of a group, as a running service has them. */
public record Engine(
        KafkaClients clients, DatabaseAccess database, MeterRegistry meters, Clock clock) {

    /** All loops, started: one per subscription, and the ladder's. */
    public record Running(List<ConsumerLoop> firsts, ConsumerLoop waiting, RecordSender sender)
            implements AutoCloseable {

        /** Returns the loop of the only subscription, or of the first one. */
        public ConsumerLoop first() {
            return firsts.getFirst();
        }

        @Override
        public void close() {
            firsts.forEach(ConsumerLoop::close);
            waiting.close();
            sender.close();
        }
    }

    /** Where each side dies. */
    record SideFaults(CrashPoints first, CrashPoints waiting) {}

    Running start(
            Subscription<?> subscription, SideFaults faults, TestConfig config, ParkingGate gate)
            throws Exception {
        return start(
                new ConsumerGroup(subscription.group(), List.of(subscription)),
                faults,
                config,
                gate);
    }

    Running start(ConsumerGroup group, SideFaults faults, TestConfig config, ParkingGate gate)
            throws Exception {
        new TopicSetup(clients, (short) 1).ensure(RetryLadder.topics(group, config.retry()));
        RecordSender sender = new RecordSender(clients::producer);
        RetryLadder ladder =
                new RetryLadder(group.name(), config.retry(), clock, RandomGenerator.getDefault());
        RetryPublisher copies = new RetryPublisher(group.name(), ladder, sender, clock, meters);
        List<ConsumerLoop> firsts = new ArrayList<>();
        for (Subscription<?> subscription : group.subscriptions()) {
            ConsumerLoop.Side first = new ConsumerLoop.Side.First(subscription);
            firsts.add(loop(first, copies, config, faults.first()));
        }
        ConsumerLoop.Side waiting = new ConsumerLoop.Side.Waiting(group, gate);
        Running running =
                new Running(firsts, loop(waiting, copies, config, faults.waiting()), sender);
        running.firsts().forEach(ConsumerLoop::start);
        running.waiting().start();
        return running;
    }

    private ConsumerLoop loop(
            ConsumerLoop.Side side,
            RetryPublisher copies,
            TestConfig config,
            CrashPoints crashPoints) {
        return new ConsumerLoop(
                side, copies, clients, database, config, meters, clock, crashPoints);
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
