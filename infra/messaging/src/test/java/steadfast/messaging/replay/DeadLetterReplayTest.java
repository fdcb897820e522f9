package steadfast.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Delivery;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/** A group whose handler is sick until it is healed, on a real broker. */
class DeadLetterReplayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> LADDER_HEADERS =
            Set.of("failure-attempt", "retry-due-at", "replay-count", "replayed-by");

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final AtomicBoolean healed = new AtomicBoolean();

    /** Each event and with which replay counts it was handled. */
    private final Map<String, List<Integer>> handled = new ConcurrentHashMap<>();

    private String topic;
    private String group;

    @BeforeEach
    void names() throws Exception {
        topic = fixture.newTopic(1);
        group = fixture.newName("group");
    }

    @Test
    void aLetterSentBackIsHandledByItsGroupAndByNoOther() throws Exception {
        String other = fixture.newName("group");
        List<String> receivedByOther = new CopyOnWriteArrayList<>();
        Handler<String> listening =
                delivery -> {
                    receivedByOther.add(delivery.event());
                    return Outcome.DONE;
                };
        fixture.send(topic, 2, 2);

        try (Engine.Running _ = start(group, this::sick);
                Engine.Running _ = start(other, listening)) {
            awaitDead(2);
            healed.set(true);
            assertThat(outcomes(replay(everything()))).containsOnly("Replayed");
            await().atMost(LIMIT)
                    .until(() -> handled.equals(Map.of("0", List.of(1), "1", List.of(1))));
            await().atMost(LIMIT).until(() -> receivedByOther.size() == 2);
        }

        assertThat(receivedByOther).containsExactlyInAnyOrder("0", "1");
        assertThat(dead()).hasSize(2);
    }

    @Test
    void whatGoesRoundIsTheLetterByteForByteAndItsFailuresAreReplaced() throws Exception {
        byte[] noText = {(byte) 0xff, 0, (byte) 0xc3, 7};
        ProducerRecord<byte[], byte[]> sent = MessagingFixture.known(topic, "key", "");
        fixture.sendRaw(new ProducerRecord<>(topic, null, noText, noText, sent.headers()));
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
        }

        replay(everything());

        ConsumerRecord<byte[], byte[]> letter = raw(RetryLadder.dead(group)).getFirst();
        ConsumerRecord<byte[], byte[]> copy = raw(RetryLadder.retry(group, 1)).getLast();
        assertThat(copy.key()).isEqualTo(noText).isEqualTo(letter.key());
        assertThat(copy.value()).isEqualTo(noText).isEqualTo(letter.value());
        assertThat(without(LADDER_HEADERS, copy))
                .isEqualTo(without(LADDER_HEADERS, letter))
                .extracting(Header::key)
                .contains("ce_id", "ce_type", "failure-kind", "first-failed-at");
        assertThat(copy.headers())
                .extracting(Header::key)
                .doesNotHaveDuplicates()
                .containsAll(LADDER_HEADERS);
        assertThat(CloudEventHeaders.text(copy.headers(), "failure-attempt")).isEqualTo("0");
        assertThat(CloudEventHeaders.text(copy.headers(), "replay-count")).isEqualTo("1");
    }

    @Test
    void whoReplayedStaysOnRecordEachTime() throws Exception {
        fixture.send(topic, 1, 1);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
            replay(everything());
            awaitDead(2);
            replay(new ReplayRequest(group, Set.of(topic), null, 1, false, true, "otto"));
            awaitDead(3);
        }

        assertThat(raw(ReplayLog.topic(group)))
                .extracting(receipt -> CloudEventHeaders.text(receipt.headers(), "replayed-by"))
                .containsExactly("olga", "otto");
        assertThat(dead().getLast().headers()).containsEntry("replayed-by", "otto");
    }

    @Test
    void aSecondReplaySendsNothingAndAllOfItAgainChangesNothing() throws Exception {
        fixture.send(topic, 3, 3);

        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(3);
            healed.set(true);
            replay(everything());
            await().atMost(LIMIT).until(() -> handled.size() == 3);

            assertThat(outcomes(replay(everything()))).containsOnly("AlreadyReplayed").hasSize(3);
            assertThat(outcomes(replay(again()))).containsOnly("Replayed").hasSize(3);
            await().atMost(LIMIT)
                    .until(() -> handled.values().stream().allMatch(all -> all.size() == 2));
        }

        assertThat(dead()).hasSize(3);
        assertThat(handled.values()).containsOnly(List.of(1, 1));
    }

    @Test
    void poisonEndsInQuarantineAfterThreeReplaysAndNeverMultiplies() throws Exception {
        fixture.send(topic, 1, 1);
        List<String> each = new ArrayList<>();

        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
            for (int round = 1; round <= 3; round++) {
                each.addAll(outcomes(replay(everything())));
                awaitDead(1 + round);
            }
            each.addAll(outcomes(replay(everything())));
            each.addAll(outcomes(replay(again())));
        }

        assertThat(each)
                .containsExactly("Replayed", "Replayed", "Replayed", "Quarantined", "Quarantined");
        assertThat(dead()).hasSize(4);
        assertThat(dead().getLast().headers())
                .containsEntry("replay-count", "3")
                .containsEntry("failure-attempt", "4")
                .containsEntry("origin-topic", topic)
                .containsEntry("origin-offset", "0");
    }

    @Test
    @Tag("long")
    void reasonAndLimitLeaveTheOthersForLater() throws Exception {
        fixture.send(topic, 6, 6);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(6);
        }

        List<DeadLetterReport> odd =
                replay(new ReplayRequest(group, Set.of(topic), "odd", 2, false, false, "olga"));
        List<DeadLetterReport> byPartOfReason =
                replay(new ReplayRequest(group, Set.of(topic), "is even", 1, false, false, "olga"));
        List<DeadLetterReport> rest = replay(everything());

        assertThat(outcomes(odd)).containsExactly("Replayed", "Replayed", "Left");
        assertThat(odd).allMatch(report -> "odd".equals(report.kind()));
        assertThat(outcomes(byPartOfReason)).containsExactly("Replayed", "Left", "Left");
        assertThat(byPartOfReason).allMatch(report -> "even".equals(report.kind()));
        assertThat(outcomes(rest))
                .containsOnly("Replayed", "AlreadyReplayed")
                .filteredOn("Replayed"::equals)
                .hasSize(3);
        assertThat(outcomes(replay(everything()))).containsOnly("AlreadyReplayed").hasSize(6);
    }

    @Test
    @Tag("long")
    void aDryRunSendsNothingAndRemembersNothing() throws Exception {
        fixture.send(topic, 2, 2);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(2);
        }
        int onTheRung = rung().size();

        List<DeadLetterReport> dry =
                replay(new ReplayRequest(group, Set.of(topic), null, 100, true, false, "olga"));

        assertThat(outcomes(dry)).containsExactly("WouldBeReplayed", "WouldBeReplayed");
        assertThat(dry).allMatch(report -> report.replayCount() == 0);
        assertThat(rung()).hasSize(onTheRung);
        assertThat(outcomes(replay(everything()))).containsExactly("Replayed", "Replayed");
    }

    @Test
    void aCrashBetweenTheSendAndItsReceiptSendsAgainAndLosesNothing() throws Exception {
        fixture.send(topic, 2, 2);

        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(2);
            healed.set(true);
            assertThatThrownBy(() ->
                            replay(
                                    everything(),
                                    step -> {
                                        throw new IllegalStateException("crash at " + step);
                                    }))
                    .hasMessage("crash at COPY_SENT");
            assertThat(outcomes(replay(everything()))).containsExactly("Replayed", "Replayed");
            await().atMost(LIMIT)
                    .until(() ->
                            handled.size() == 2
                                    && handled.values().stream().allMatch(all -> all.size() == 2));
        }

        assertThat(handled.values()).containsOnly(List.of(1, 1));
        assertThat(outcomes(replay(everything()))).containsOnly("AlreadyReplayed");
        assertThat(dead()).hasSize(2);
    }

    @Test
    @Tag("long")
    void poisonThatTwoOperatorsSendAtOnceIsOneLetterAfterwards() throws Exception {
        fixture.send(topic, 1, 1);

        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
            // The first has sent and not yet noted it when the second looks.
            replay(
                    everything(),
                    _ -> assertThat(outcomes(replay(everything()))).containsExactly("Replayed"));
            awaitDead(3);

            assertThat(outcomes(replay(everything()))).containsExactly("Replayed");
            awaitDead(4);
        }

        assertThat(dead().getLast().headers()).containsEntry("replay-count", "2");
    }

    @Test
    @Tag("long")
    void whatWasPutThereByHandIsReportedAndStays() throws Exception {
        fixture.send(topic, 1, 1);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
        }
        Map<String, String> genuine = dead().getFirst().headers();
        forge(genuine, "replay-count", "-1000000");
        forge(genuine, "replay-count", "many");
        forge(genuine, "origin-offset", "-1");
        forge(genuine, "origin-topic", RetryLadder.retry(group, 1));
        fixture.records.sendBytes(RetryLadder.dead(group), null, null, Map.of());

        List<DeadLetterReport> reports = replay(everything());

        assertThat(outcomes(reports))
                .containsExactly(
                        "Unreadable",
                        "Unreadable",
                        "Unreadable",
                        "Unreadable",
                        "Unreadable",
                        "Replayed");
        assertThat(reports).extracting(DeadLetterReport::key).contains(null, "forged");
        assertThat(dead()).hasSize(6);
    }

    @Test
    @Tag("long")
    void aLetterThatPretendsToBeAnotherHidesNone() throws Exception {
        fixture.send(topic, 1, 1);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
        }
        fixture.records.sendBytes(
                RetryLadder.dead(group),
                bytes("key"),
                bytes("another value"),
                dead().getFirst().headers());

        assertThat(outcomes(replay(everything()))).containsExactly("Replayed", "Replayed");
    }

    @Test
    @Tag("long")
    void aLetterWithoutAKeyGoesRoundAndEndsInQuarantine() throws Exception {
        fixture.records.sendBytes(topic, null, bytes("no key"), Map.of());
        List<String> each = new ArrayList<>();

        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
            for (int round = 1; round <= 3; round++) {
                each.addAll(outcomes(replay(everything())));
                awaitDead(1 + round);
            }
            each.addAll(outcomes(replay(everything())));
        }

        assertThat(each).containsExactly("Replayed", "Replayed", "Replayed", "Quarantined");
    }

    @Test
    @Tag("long")
    void poisonOfATopicThatIsConsumedAnewStaysInQuarantine() throws Exception {
        fixture.send(topic, 1, 1);
        try (Engine.Running _ = start(group, this::sick)) {
            awaitDead(1);
        }
        TestRecord letter = dead().getFirst();
        for (String count : List.of("3", "0")) {
            Map<String, String> headers = new HashMap<>(letter.headers());
            headers.put("replay-count", count);
            fixture.records.sendBytes(
                    letter.topic(), bytes(letter.key()), bytes(letter.value()), headers);
        }

        assertThat(outcomes(replay(again()))).containsExactly("Quarantined");
    }

    @Test
    void groupsAndTheirTopicsAreFoundByTheNamesOfTheirDeadLetters() throws Exception {
        try (Engine.Running _ = start(group, this::sick);
                DeadLetterReplay replay = new DeadLetterReplay(connection(), Clock.systemUTC())) {
            assertThat(replay.groups()).contains(group);
            assertThat(replay.topics(group)).isEmpty();
            fixture.send(topic, 1, 1);
            awaitDead(1);
            assertThat(replay.topics(group)).containsExactly(topic);
        }
    }

    @Test
    void lettersWithoutALadderAreNotSentIntoTheVoid() {
        fixture.records.createTopic(RetryLadder.dead(group), 1);

        assertThatThrownBy(() -> replay(everything()))
                .isInstanceOf(KafkaAwayException.class)
                .hasMessageContaining(RetryLadder.retry(group, 1));
    }

    private void forge(Map<String, String> genuine, String header, String value) {
        Map<String, String> headers = new HashMap<>(genuine);
        headers.put(header, value);
        fixture.records.sendBytes(RetryLadder.dead(group), bytes("forged"), bytes(value), headers);
    }

    private Outcome sick(Delivery<String> delivery) {
        if (healed.get()) {
            handled.computeIfAbsent(delivery.event(), _ -> new CopyOnWriteArrayList<>())
                    .add(delivery.replayCount());
            return Outcome.DONE;
        }
        return Integer.parseInt(delivery.event()) % 2 == 0
                ? new Outcome.Retry("even", "the number is even")
                : new Outcome.Dead("odd", "the number is odd");
    }

    private Engine.Running start(String of, Handler<String> handler) throws Exception {
        return fixture.start(
                Engine.subscription(of, topic, new Subscription.Mode.Concurrent(10), handler),
                CrashPoints.NONE);
    }

    private ReplayRequest everything() {
        return new ReplayRequest(
                group, Set.of(topic), null, Integer.MAX_VALUE, false, false, "olga");
    }

    private ReplayRequest again() {
        return new ReplayRequest(
                group, Set.of(topic), null, Integer.MAX_VALUE, false, true, "olga");
    }

    private List<DeadLetterReport> replay(ReplayRequest request) {
        return replay(request, CrashPoints.NONE);
    }

    private List<DeadLetterReport> replay(ReplayRequest request, CrashPoints crashPoints) {
        List<DeadLetterReport> reports = new ArrayList<>();
        try (DeadLetterReplay replay =
                new DeadLetterReplay(fixture.clients, Clock.systemUTC(), crashPoints)) {
            replay.replay(request, reports::add);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return reports;
    }

    private Map<String, Object> connection() {
        return Map.of("bootstrap.servers", fixture.broker.bootstrapServers());
    }

    private static List<String> outcomes(List<DeadLetterReport> reports) {
        return reports.stream().map(report -> report.outcome().getClass().getSimpleName()).toList();
    }

    private void awaitDead(int count) {
        await().atMost(LIMIT).until(() -> dead().size() == count);
    }

    private List<TestRecord> dead() {
        return fixture.records.all(RetryLadder.dead(group));
    }

    private List<TestRecord> rung() {
        return fixture.records.all(RetryLadder.retry(group, 1));
    }

    private List<ConsumerRecord<byte[], byte[]>> raw(String of) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicSnapshot.now(fixture.clients, "test", of).read(records::addAll);
        return records;
    }

    private static List<Header> without(Set<String> names, ConsumerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .filter(header -> !names.contains(header.key()))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
