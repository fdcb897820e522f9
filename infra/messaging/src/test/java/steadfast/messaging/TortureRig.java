package steadfast.messaging;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.core.ConditionFactory;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.offsets.GroupProgress;
import steadfast.messaging.retry.RetryLadder;

/** One subscription that child processes consume: its topics, its tables, its journal. */
final class TortureRig {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final MessagingFixture FIXTURE = MessagingFixture.SHARED;

    final String group = FIXTURE.newName("group");
    final String topic;
    final Journal journal;
    private final LocalTransactions database;
    private final ChildPlan plan;

    TortureRig(int partitions, boolean transactional, boolean relay, int workMillis)
            throws Exception {
        database = createDatabase();
        topic = FIXTURE.newTopic(partitions);
        Path folder = Files.createTempDirectory(Path.of("target"), "torture");
        journal = new Journal(folder.resolve("journal"));
        plan =
                new ChildPlan(
                        "none",
                        FIXTURE.broker.bootstrapServers(),
                        database.jdbcUrl(),
                        group,
                        topic,
                        transactional,
                        relay,
                        workMillis,
                        journal.file(),
                        Kill.NONE);
        Set<TopicSpec> wanted =
                new HashSet<>(RetryLadder.topics(consumers(), ChildMain.CONFIG.retry()));
        wanted.add(new TopicSpec(plan.outTopic(), partitions, Map.of()));
        new TopicSetup(FIXTURE.clients, (short) 1).ensure(wanted);
    }

    private ConsumerGroup consumers() {
        return new ConsumerGroup(group, List.of(ChildMain.subscription(plan, _ -> Outcome.DONE)));
    }

    /** Each has its own, so that a relay sends only what its own consumer said. */
    private LocalTransactions createDatabase() throws IOException, SQLException {
        String name = group.replace('-', '_');
        FIXTURE.execute("create database " + name);
        LocalTransactions created =
                new LocalTransactions(
                        FIXTURE.database.jdbcUrl().replace("/postgres?", "/" + name + "?"));
        String outbox =
                Files.readString(Path.of("src/main/resources/db/messaging/V0001__outbox.sql"));
        try (Connection connection = created.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ScriptedHandler.TABLES + outbox);
        }
        return created;
    }

    ChildPlan plan(String process, Kill kill) {
        return new ChildPlan(
                process,
                plan.bootstrapServers(),
                plan.jdbcUrl(),
                group,
                topic,
                plan.transactional(),
                plan.relay(),
                plan.workMillis(),
                plan.journal(),
                kill);
    }

    /** The broker takes a dead member for alive so long: its least, to save the tests' time. */
    void expireDeadMembersAfter(Duration timeout) throws Exception {
        AlterConfigOp set =
                new AlterConfigOp(
                        new ConfigEntry(
                                "consumer.session.timeout.ms", String.valueOf(timeout.toMillis())),
                        AlterConfigOp.OpType.SET);
        try (Admin admin = FIXTURE.clients.admin()) {
            for (String each : List.of(group, group + ".retry")) {
                admin.incrementalAlterConfigs(
                                Map.of(
                                        new ConfigResource(ConfigResource.Type.GROUP, each),
                                        List.of(set)))
                        .all()
                        .get();
            }
        }
    }

    GroupProgress progress() throws Exception {
        try (Admin admin = FIXTURE.clients.admin()) {
            Set<String> withDead = new HashSet<>(topics());
            withDead.add(RetryLadder.dead(group));
            return GroupProgress.of(admin, group, withDead);
        }
    }

    /** The source and all topics on which its records wait. */
    Set<String> topics() {
        Set<String> topics =
                new HashSet<>(RetryLadder.waitingTopics(consumers(), ChildMain.CONFIG.retry()));
        topics.add(topic);
        return topics;
    }

    /** Waits until the groups have committed all that their topics hold, and the outbox is told. */
    void awaitAllConsumed() throws Exception {
        awaitAllConsumed(await().atMost(LIMIT));
    }

    void awaitAllConsumed(Child by) throws Exception {
        awaitAllConsumed(
                await().atMost(LIMIT)
                        .failFast("the process ended: " + by.tailOfLog(), () -> !by.alive()));
    }

    private void awaitAllConsumed(ConditionFactory await) throws Exception {
        try (Admin admin = FIXTURE.clients.admin()) {
            await.until(() ->
                    GroupProgress.of(admin, group, topics()).all()
                            && (!plan.relay() || strings("select 'x' from outbox").isEmpty()));
        }
    }

    List<String> effects() throws SQLException {
        return strings("select value from effect where handler = '" + group + "'");
    }

    /** How many effects were added up, beside the rows of {@link #effects}. */
    long effectsAddedUp() throws SQLException {
        return Long.parseLong(
                strings(
                                "select coalesce(sum(effects), 0)::text from tally where handler = '"
                                        + group
                                        + "'")
                        .getFirst());
    }

    private List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet result = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
        }
    }
}
