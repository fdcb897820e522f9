package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Delivery;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.loop.CrashPoints;
import steadfast.testkit.TestRecord;

class TransactionalConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Subscription.Mode BATCH = new Subscription.Mode.Transactional(500);

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    @Test
    void oneBadRecordOfABatchHurtsOnlyItselfAndCostsFewTransactions() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 500, 500);
        int before = fixture.transactions.get();
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals("250")) {
                        return new Outcome.Dead("contradiction", "cannot be");
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, BATCH, handler), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> effects(group) == 499);
            await().atMost(LIMIT).until(() -> dead(group).size() == 1);
        }

        assertThat(fixture.transactions.get() - before).isLessThanOrEqualTo(10);
        TestRecord letter = dead(group).getFirst();
        assertThat(letter.value()).isEqualTo("250");
        assertThat(letter.headers())
                .containsEntry("failure-kind", "contradiction")
                .containsEntry("failure-reason", "cannot be")
                .containsEntry("failure-attempt", "1")
                .containsEntry("origin-topic", topic)
                .containsEntry("origin-offset", "250")
                .containsEntry("replay-count", "0");
    }

    @Test
    void aRecordThatKillsTheTransactionAtCommitTimeIsFoundAndLeavesTheOthersAlone()
            throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.execute("delete from at_commit");
        fixture.send(topic, 100, 100);
        Handler<String> handler =
                delivery -> {
                    insertCheckedAtCommit(delivery);
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, BATCH, handler), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> effects(group) == 99);
            await().atMost(LIMIT).until(() -> dead(group).size() == 1);
        }

        assertThat(fixture.count("select count(*) from at_commit")).isEqualTo(99);
    }

    @Test
    void whatIsAwayIsWaitedForWithTheSameRecordsAndNothingGoesToTheDeadLetters() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        AtomicInteger calls = new AtomicInteger();
        fixture.send(topic, 20, 20);
        Handler<String> handler =
                delivery -> {
                    if (calls.incrementAndGet() <= 3) {
                        throw new SQLTransientConnectionException("database away", "08006");
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, BATCH, handler), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> effects(group) == 20);
        }

        assertThat(dead(group)).isEmpty();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersWholeAndThePartitionGoesOn() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        ProducerRecord<byte[], byte[]> wrongType = MessagingFixture.known(topic, "a", "wrong type");
        CloudEventHeaders.put(wrongType.headers(), CloudEventHeaders.TYPE, "Unheard");
        ProducerRecord<byte[], byte[]> noId = MessagingFixture.known(topic, "b", "no ID");
        noId.headers().remove(CloudEventHeaders.ID);
        ProducerRecord<byte[], byte[]> forged = MessagingFixture.known(topic, "c", "forged");
        CloudEventHeaders.put(forged.headers(), CloudEventHeaders.TYPE, "Unheard");
        CloudEventHeaders.put(forged.headers(), FailureHeaders.ORIGIN_TOPIC, "somewhere-else");
        CloudEventHeaders.put(forged.headers(), FailureHeaders.ATTEMPT, "-7");
        ProducerRecord<byte[], byte[]> tombstone =
                new ProducerRecord<>(topic, "d".getBytes(StandardCharsets.UTF_8), null);
        ProducerRecord<byte[], byte[]> noKey =
                new ProducerRecord<>(topic, null, "no key".getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> large =
                MessagingFixture.known(topic, "e", "x".repeat(900_000));
        CloudEventHeaders.put(large.headers(), CloudEventHeaders.TYPE, "Unheard");
        for (ProducerRecord<byte[], byte[]> record :
                List.of(wrongType, noId, forged, tombstone, noKey, large)) {
            fixture.sendRaw(record);
        }
        fixture.sendRaw(MessagingFixture.known(topic, "f", "good"));
        Handler<String> handler =
                delivery -> {
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, BATCH, handler), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> effects(group) == 1);
            await().atMost(LIMIT).until(() -> dead(group).size() == 6);
        }

        List<TestRecord> letters = dead(group);
        assertThat(letters)
                .extracting(TestRecord::value)
                .containsExactlyInAnyOrder(
                        "wrong type", "no ID", "forged", null, "no key", "x".repeat(900_000));
        assertThat(letters)
                .extracting(letter -> letter.headers().get("failure-kind"))
                .containsOnly("unreadable");
        assertThat(letters)
                .extracting(letter -> letter.headers().get("origin-topic"))
                .containsOnly(topic);
        assertThat(letters)
                .extracting(letter -> letter.headers().get("failure-attempt"))
                .containsOnly("1");
    }

    private void insertCheckedAtCommit(Delivery<String> delivery) throws SQLException {
        int number = Integer.parseInt(delivery.event());
        try (PreparedStatement insert =
                fixture.inCurrent().prepareStatement("insert into at_commit values (?, ?)")) {
            insert.setString(1, delivery.key());
            // Number 60 claims the place of 59; the constraint looks only when the transaction
            // commits.
            insert.setInt(2, number == 60 ? 59 : number);
            insert.executeUpdate();
        }
    }

    private long effects(String group) {
        return fixture.count(
                "select count(distinct event_id) from effect where handler = '%s'"
                        .formatted(group));
    }

    private List<TestRecord> dead(String group) {
        return fixture.records.all(RetryLadder.dead(group));
    }
}
