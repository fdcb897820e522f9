package steadfast.messaging;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instances join, leave and are killed while records flow, in concurrent mode. */
@Tag("long")
class OneOfTwoInstancesKilledTest {

    private static final int KEYS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The test broker's session timeout, and what a busy machine may need on top. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(6 + 54);

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final List<Future<RecordMetadata>> sends = new CopyOnWriteArrayList<>();

    @Test
    void itsPartitionsAreTakenOverInTimeAndTheOrderWithinEveryKeyHoldsThroughout()
            throws Exception {
        TortureRig rig = new TortureRig(4, false, false, 10);
        ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
        try (KafkaProducer<byte[], byte[]> producer = fixture.newProducer();
                Child one = Child.start(rig.plan("one", Kill.NONE));
                Child two = Child.start(rig.plan("two", Kill.NONE))) {
            Future<?> feeding =
                    feeder.scheduleAtFixedRate(
                            () -> send(producer, rig.topic), 0, 4, TimeUnit.MILLISECONDS);
            await().atMost(LIMIT)
                    .until(() ->
                            partitionsOf(rig, "one").size() == 2
                                    && partitionsOf(rig, "two").size() == 2);

            Set<Integer> orphaned = partitionsOf(rig, "one");
            one.kill();
            rig.journal.gone("one");
            await("partitions taken over")
                    .atMost(TAKEOVER_LIMIT)
                    .until(() -> partitionsOf(rig, "two").containsAll(orphaned));

            try (Child three = Child.start(rig.plan("three", Kill.NONE))) {
                await().atMost(LIMIT).until(() -> partitionsOf(rig, "three").size() == 2);
                three.stop();
                rig.journal.gone("three");
            }
            await().atMost(LIMIT).until(() -> partitionsOf(rig, "two").size() == 4);
            assertThat(feeding.isDone()).isFalse();
            feeder.shutdown();
            assertThat(feeder.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            for (Future<RecordMetadata> send : sends) {
                send.get();
            }
            rig.awaitAllConsumed(two);
        } finally {
            feeder.shutdownNow();
        }

        assertThat(rig.effects()).hasSize(sends.size());
        assertThat(rig.effectsAddedUp()).isEqualTo(sends.size());
        assertThat(outOfOrder(rig.journal.lines())).isEmpty();
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String topic) {
        int number = sends.size();
        sends.add(
                producer.send(
                        MessagingFixture.known(
                                topic,
                                "key-" + number % KEYS,
                                number + " " + ScriptedHandler.GOOD)));
    }

    /** The partitions whose latest record it handles. */
    private static Set<Integer> partitionsOf(TortureRig rig, String process) {
        Map<Integer, String> handledBy =
                rig.journal.lines().stream()
                        .filter(line -> line.what() == Journal.What.BEGIN)
                        .collect(
                                toMap(
                                        Journal.Line::partition,
                                        Journal.Line::process,
                                        (_, later) -> later));
        return handledBy.entrySet().stream()
                .filter(entry -> entry.getValue().equals(process))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /**
     * The calls that began before the record before it of the same key had ended, or while one
     * before it was running in a process that lives. A repeat of the same record is no such call.
     */
    private static List<String> outOfOrder(List<Journal.Line> lines) {
        List<String> wrong = new ArrayList<>();
        Set<Integer> ended = new HashSet<>();
        Map<String, Map<Integer, Journal.Line>> running = new HashMap<>();
        for (Journal.Line line : lines) {
            String orderingKey = line.key() + " in " + line.process();
            switch (line.what()) {
                case GONE -> running.keySet().removeIf(of -> of.endsWith(" in " + line.process()));
                case END -> {
                    ended.add(number(line));
                    running.getOrDefault(orderingKey, Map.of()).remove(number(line));
                }
                case BEGIN -> {
                    int number = number(line);
                    if (number >= KEYS && !ended.contains(number - KEYS)) {
                        wrong.add("before its predecessor ended: " + line);
                    }
                    running.entrySet().stream()
                            .filter(of -> of.getKey().startsWith(line.key() + " in "))
                            .flatMap(of -> of.getValue().values().stream())
                            .filter(other -> number(other) < number)
                            .forEach(other -> wrong.add("while " + other + " ran: " + line));
                    running.computeIfAbsent(orderingKey, _ -> new HashMap<>()).put(number, line);
                }
            }
        }
        return wrong;
    }

    private static int number(Journal.Line line) {
        return Integer.parseInt(line.value().split(" ", 2)[0]);
    }
}
