package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/** What a bad record costs the batch that it is in: transactions, and nothing else. */
@Tag("long")
class OneBadRecordOfFiveHundredTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BATCH = 500;

    /** The broker may hand 500 records over in a few polls; each is a batch more. */
    private static final int POLLS = 4;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 498, 499})
    void aRecordThatFailsOnceIsRetriedAloneWhereverItStands(int bad) throws Exception {
        String topic = fixture.newTopic(1);
        fixture.sendAll(numbered(topic));
        int before = fixture.transactions.get();
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals(String.valueOf(bad)) && delivery.attempt() == 1) {
                        return new Outcome.Retry("busy", "once");
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, handler)) {
            await().atMost(LIMIT).until(() -> effects() == BATCH);
        }

        // All; before it, itself, after it; its retry.
        assertThat(fixture.transactions.get() - before).isLessThanOrEqualTo(1 + 3 + 1 + POLLS);
        assertThat(fixture.records.all(RetryLadder.retry(group, 1)))
                .extracting(TestRecord::value)
                .containsExactly(String.valueOf(bad));
        assertThat(distinctEffects()).isEqualTo(BATCH);
    }

    @Test
    void tenBadRecordsCostThreeTransactionsEach() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.sendAll(numbered(topic));
        int before = fixture.transactions.get();
        Handler<String> handler =
                delivery -> {
                    if (Integer.parseInt(delivery.event()) % 50 == 7) {
                        throw new IllegalStateException("bad");
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, handler)) {
            await().atMost(LIMIT).until(() -> effects() == BATCH - 10 && dead().size() == 10);
        }

        assertThat(fixture.transactions.get() - before).isLessThanOrEqualTo(1 + 3 * 10 + POLLS);
        assertThat(dead())
                .extracting(letter -> Integer.parseInt(letter.value()) % 50)
                .containsOnly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 499})
    void aRecordThatFailsOnlyAtTheCommitIsFoundByHalving(int bad) throws Exception {
        String topic = fixture.newTopic(1);
        String table = group.replace('-', '_') + "_checked";
        fixture.execute(
                """
                create table %1$s (number int not null);
                create function %1$s_refuses() returns trigger language plpgsql as $$
                begin
                    if new.number = %2$d then raise exception 'refused at the commit'; end if;
                    return null;
                end $$;
                create constraint trigger %1$s_at_commit after insert on %1$s
                    deferrable initially deferred for each row execute function %1$s_refuses();
                """
                        .formatted(table, bad));
        fixture.sendAll(numbered(topic));
        int before = fixture.transactions.get();
        Handler<String> handler =
                delivery -> {
                    insert(table, Integer.parseInt(delivery.event()));
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, handler)) {
            await().atMost(LIMIT).until(() -> effects() == BATCH - 1 && dead().size() == 1);
        }

        // Nine halvings find one of five hundred, two transactions each; it fails on three rungs.
        assertThat(fixture.transactions.get() - before).isLessThanOrEqualTo(1 + 2 * 9 + 3 + POLLS);
        assertThat(fixture.count("select count(*) from " + table)).isEqualTo(BATCH - 1);
        TestRecord letter = dead().getFirst();
        assertThat(letter.value()).isEqualTo(String.valueOf(bad));
        assertThat(letter.headers())
                .containsEntry("failure-attempt", "4")
                .hasEntrySatisfying(
                        "failure-reason",
                        reason -> assertThat(reason).contains("refused at the commit"));
    }

    /** Keys sort as the numbers do, so a record stands in its batch where its number says. */
    private static List<ProducerRecord<byte[], byte[]>> numbered(String topic) {
        return IntStream.range(0, BATCH)
                .mapToObj(number ->
                        MessagingFixture.known(
                                topic, "key-%03d".formatted(number), String.valueOf(number)))
                .toList();
    }

    private void insert(String table, int number) throws SQLException {
        try (PreparedStatement insert =
                fixture.inCurrent().prepareStatement("insert into " + table + " values (?)")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
    }

    private Engine.Running start(String topic, Handler<String> handler) throws Exception {
        return fixture.start(
                Engine.subscription(
                        group, topic, new Subscription.Mode.Transactional(BATCH), handler),
                CrashPoints.NONE);
    }

    private long effects() {
        return fixture.count("select count(*) from effect where handler = '" + group + "'");
    }

    private long distinctEffects() {
        return fixture.count(
                "select count(distinct event_id) from effect where handler = '" + group + "'");
    }

    private List<TestRecord> dead() {
        return fixture.records.all(RetryLadder.dead(group));
    }
}
