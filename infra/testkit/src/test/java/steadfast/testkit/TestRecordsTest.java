package steadfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestRecordsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static TestBroker broker;
    private static TestRecords records;

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        records = TestRecords.at(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        records.close();
        broker.close();
    }

    @Test
    void aSentEventIsFoundWithItsKeyHeadersAndValue() {
        records.createTopic("sent", 3);
        UUID id = records.send("sent", "o-1", "OrderSubmitted", "{\"a\":1}");

        TestRecord found = records.await("sent", r -> r.is("OrderSubmitted", "o-1"), LIMIT);

        assertThat(found.value()).isEqualTo("{\"a\":1}");
        assertThat(found.id()).isEqualTo(id.toString());
        assertThat(found.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/steadfast/test")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
    }

    @Test
    void anEventCanBeDeliveredTwiceWithTheSameId() {
        records.createTopic("twice", 1);
        UUID id = records.send("twice", "k", "T", "{}");

        UUID again = records.send("twice", "k", "T", "{}", Map.of("ce_id", id.toString()));

        assertThat(again).isEqualTo(id);
        assertThat(records.all("twice")).hasSize(2).allMatch(r -> id.toString().equals(r.id()));
    }

    @Test
    void bytesThatAreNoEventCanBeSentToo() {
        records.createTopic("bytes", 1);

        records.sendBytes("bytes", null, null, Map.of("odd", "yes"));

        assertThat(records.all("bytes"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.key()).isNull();
                    assertThat(record.value()).isNull();
                    assertThat(record.type()).isNull();
                    assertThat(record.headers()).containsExactly(Map.entry("odd", "yes"));
                });
    }

    @Test
    void allReadsEveryRecordOfEveryPartitionInKeyOrder() {
        records.createTopic("many", 4);
        for (int number = 0; number < 100; number++) {
            records.send("many", "k" + number % 7, "T", "{\"n\":" + number + "}");
        }

        List<TestRecord> all = records.all("many");

        assertThat(all).hasSize(100);
        assertThat(records.all("many", "k3"))
                .extracting(TestRecord::value)
                .startsWith("{\"n\":3}", "{\"n\":10}", "{\"n\":17}")
                .hasSize(14);
    }

    @Test
    void aTopicThatIsMadeLaterIsWaitedFor() {
        CompletableFuture<TestRecord> found =
                CompletableFuture.supplyAsync(() -> records.await("later", r -> true, LIMIT));

        records.createTopic("later", 1);
        records.send("later", "k", "T", "{}");

        assertThat(found.join().key()).isEqualTo("k");
    }

    /** What was read is kept, so it must be let go when the topic no longer holds it. */
    @Test
    void aTopicThatIsMadeAnewIsReadAnew() throws Exception {
        records.createTopic("anew", 1);
        records.send("anew", "old", "T", "{}");
        assertThat(records.all("anew")).hasSize(1);

        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of("anew")).all().get();
        }
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> {
                    records.createTopic("anew", 1);
                    records.send("anew", "new", "T", "{}");
                    assertThat(records.all("anew"))
                            .extracting(TestRecord::key)
                            .isNotEmpty()
                            .containsOnly("new");
                });
        assertThat(records.everything()).extracting(TestRecord::key).doesNotContain("old");
    }

    @Test
    void makingATopicTwiceIsHarmless() {
        records.createTopic("again", 2);
        records.send("again", "k", "T", "{}");

        records.createTopic("again", 2);

        assertThat(records.all("again")).hasSize(1);
    }

    @Test
    void aRecordThatNeverComesIsAnErrorThatListsTheOthers() {
        records.createTopic("other", 1);
        records.send("other", "k", "SomethingElse", "{}");

        assertThatThrownBy(() -> records.await("other", r -> r.is("T", "k"), Duration.ofSeconds(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SomethingElse");
    }

    @Test
    void anEmptyTopicHasNoRecords() {
        records.createTopic("empty", 3);

        assertThat(records.all("empty")).isEmpty();
    }

    @Test
    void recordsSurviveABrokerThatWentAway() {
        TestBroker own = TestBroker.start();
        try (own;
                TestRecords recordsOfIt = TestRecords.at(own.bootstrapServers())) {
            recordsOfIt.createTopic("kept", 1);
            recordsOfIt.send("kept", "k", "T", "{}");

            own.pause();
            own.resume();

            assertThat(recordsOfIt.await("kept", r -> true, LIMIT).key()).isEqualTo("k");
        }
    }
}
