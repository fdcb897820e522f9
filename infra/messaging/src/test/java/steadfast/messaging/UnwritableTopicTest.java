package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/** A dead-letter or retry topic takes nothing: the partition that needs it waits, and no other. */
@Tag("long")
class UnwritableTopicTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final int IN_FLIGHT = 10;

    /** More than may be in flight: they would fill it and stop the others. */
    private static final int BAD = 3 * IN_FLIGHT;

    private static final int GOOD = 200;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Set<String> afterTheRung = ConcurrentHashMap.newKeySet();

    /** How a topic is made to take nothing, and to take everything again. */
    enum Trouble {
        DELETED {
            @Override
            void begin(Admin admin, String topic) throws Exception {
                admin.deleteTopics(List.of(topic)).all().get();
            }

            @Override
            void end(Admin admin, String topic) throws Exception {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            }
        },
        TOO_SMALL {
            @Override
            void begin(Admin admin, String topic) throws Exception {
                TopicSettings.set(admin, topic, "max.message.bytes", "1");
            }

            @Override
            void end(Admin admin, String topic) throws Exception {
                TopicSettings.set(admin, topic, "max.message.bytes", "2097152");
            }
        };

        abstract void begin(Admin admin, String topic) throws Exception;

        abstract void end(Admin admin, String topic) throws Exception;
    }

    static Stream<Arguments> everyModeWithADeletedDeadLetterTopicOrASmallRung() {
        return everyMode()
                .flatMap(mode ->
                        Stream.of(
                                Arguments.of(mode, Trouble.DELETED, true),
                                Arguments.of(mode, Trouble.TOO_SMALL, false)));
    }

    static Stream<Arguments> everyModeWithADeletedRungOrASmallDeadLetterTopic() {
        return everyMode()
                .flatMap(mode ->
                        Stream.of(
                                Arguments.of(mode, Trouble.DELETED, false),
                                Arguments.of(mode, Trouble.TOO_SMALL, true)));
    }

    private static Stream<Subscription.Mode> everyMode() {
        return Stream.of(
                new Subscription.Mode.Transactional(100),
                new Subscription.Mode.Concurrent(IN_FLIGHT));
    }

    @ParameterizedTest
    @MethodSource("everyModeWithADeletedDeadLetterTopicOrASmallRung")
    void onlyThePartitionThatNeedsItWaitsAndGoesOnByItself(
            Subscription.Mode mode, Trouble trouble, boolean dead) throws Exception {
        onlyThePartitionWaits(mode, trouble, dead);
    }

    @ParameterizedTest
    @MethodSource("everyModeWithADeletedRungOrASmallDeadLetterTopic")
    void theOtherWayRoundToo(Subscription.Mode mode, Trouble trouble, boolean dead)
            throws Exception {
        onlyThePartitionWaits(mode, trouble, dead);
    }

    private void onlyThePartitionWaits(Subscription.Mode mode, Trouble trouble, boolean dead)
            throws Exception {
        String topic = fixture.newTopic(2);
        String group = fixture.newName("group");
        String target = dead ? RetryLadder.dead(group) : RetryLadder.retry(group, 1);
        Outcome failure =
                dead ? new Outcome.Dead("planted", "dead") : new Outcome.Retry("planted", "once");
        Handler<String> handler =
                delivery -> {
                    calls.merge(delivery.event(), 1, Integer::sum);
                    if (delivery.attempt() == 2) {
                        afterTheRung.add(delivery.event());
                    }
                    return delivery.event().startsWith("bad") && delivery.attempt() == 1
                            ? failure
                            : Outcome.DONE;
                };
        Subscription<String> subscription = Engine.subscription(group, topic, mode, handler);

        try (Admin admin = fixture.clients.admin();
                Engine.Running _ = fixture.start(subscription, CrashPoints.NONE)) {
            trouble.begin(admin, target);
            // The broker's word is not yet every cache's: nothing must slip through.
            await().atMost(LIMIT).pollDelay(Duration.ofSeconds(1)).until(() -> true);
            sendTo(topic, 0, "bad", BAD);
            sendTo(topic, 1, "first", GOOD);
            await().atMost(LIMIT).until(() -> handled("first") == GOOD && handled("bad") == BAD);
            sendTo(topic, 1, "second", GOOD);
            await().atMost(LIMIT).until(() -> handled("second") == GOOD);
            int callsOfTheBad = callsOfTheBad();
            try (Expense expense = new Expense()) {
                await().atMost(LIMIT).pollDelay(WATCHED).until(() -> true);
                assertThat(committed(admin, group, topic, 0)).isZero();
                // The copies are sent again, the handler is not asked again.
                assertThat(callsOfTheBad()).isEqualTo(callsOfTheBad);
                assertThat(expense.logLines()).isLessThan(40 * (int) WATCHED.toSeconds());
                assertThat(expense.ourProcessors()).as(expense::busiest).isLessThan(0.7);
            }

            trouble.end(admin, target);
            await().atMost(LIMIT).until(() -> committed(admin, group, topic, 0) == BAD);
            await().atMost(LIMIT).until(() -> committed(admin, group, topic, 1) == 2 * GOOD);
            if (!dead) {
                await().atMost(LIMIT).until(() -> afterTheRung.size() == BAD);
            }
        }

        assertThat(valuesOn(target)).isEqualTo(calledWith("bad"));
    }

    private void sendTo(String topic, int partition, String name, int count) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(MessagingFixture.knownAt(topic, partition, name + "-" + i));
        }
        fixture.sendAll(records);
    }

    private int callsOfTheBad() {
        return calledWith("bad").stream().mapToInt(calls::get).sum();
    }

    private long handled(String name) {
        return calledWith(name).size();
    }

    private Set<String> calledWith(String name) {
        Set<String> events = new HashSet<>(calls.keySet());
        events.removeIf(event -> !event.startsWith(name));
        return events;
    }

    private Set<String> valuesOn(String topic) {
        Set<String> values = new HashSet<>();
        for (TestRecord record : fixture.records.all(topic)) {
            values.add(record.value());
        }
        return values;
    }

    private static long committed(Admin admin, String group, String topic, int partition)
            throws Exception {
        OffsetAndMetadata commit =
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(topic, partition));
        return commit == null ? 0 : commit.offset();
    }
}
