package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.database.AuditedDatabase.OWNER;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TheAuditChainIsWatchedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static AuditedServer server;

    private final Logger logger = Logger.getLogger(AuditWatch.class.getName());
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Handler log =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(
                            line.getLevel()
                                    + " "
                                    + String.format(
                                            line.getMessage(),
                                            line.getParameters() == null
                                                    ? new Object[0]
                                                    : line.getParameters()));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeAll
    static void start() throws SQLException {
        server = new AuditedServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void listen() {
        logger.addHandler(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(log);
    }

    @Test
    void aWholeOneTellsItsHeadAndIsWell() throws SQLException {
        AuditedDatabase database = server.chained();
        AuditWatch watch = watch(database.chain());

        watch.check();

        String head =
                database.query("select encode(hash, 'hex') from audit_chain where n = 3")
                        .getFirst();
        assertThat(lines).containsExactly("INFO audit chain: service=test entries=3 head=" + head);
        assertThat(health(watch).getStatus()).isEqualTo(Status.UP);
        assertThat(health(watch).getData().orElseThrow())
                .containsEntry("entries", 3L)
                .containsEntry("head", head);
    }

    @Test
    void aBrokenOneIsAnErrorACheckAndDownWhileItLasts() throws SQLException {
        AuditedDatabase database = server.chained();
        AuditWatch watch = watch(database.chain());
        rename(database, "otto", "nobody");

        watch.check();
        watch.check();

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line)
                                .startsWith("ERROR audit chain is broken: service=test entries=3")
                                .contains("entry 2 has no row of change")
                                .endsWith("infra/docs/security.md, Audit rows."));
        assertThat(health(watch).getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(health(watch).getData().orElseThrow().get("faults")))
                .contains("entry 2 has no row of change");

        rename(database, "nobody", "otto");
        watch.check();

        assertThat(health(watch).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatIsAwayIsOneWarningAndNoFault() {
        AuditWatch watch =
                watch(
                        new AuditChain(() -> {
                            throw new SQLException("the database is away", "08006");
                        }));

        watch.check();
        watch.check();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARN audit rows could not be checked service=test nextIn=PT1M");
        assertThat(watch.next()).isEqualTo(Duration.ofMinutes(1));
        assertThat(health(watch).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aServiceWithoutChainedRowsSaysNothing() throws SQLException {
        AuditWatch watch = watch(server.unchained().chain());

        watch.check();

        assertThat(lines).isEmpty();
        assertThat(health(watch).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void itIsCheckedFromTheStartToTheStop() throws SQLException {
        AuditWatch watch = new AuditWatch(server.chained().chain(), "test", Duration.ofMillis(20));

        watch.start(new StartupEvent());

        await().atMost(LIMIT).until(() -> lines.size() > 2);
        watch.stop(new ShutdownEvent());
    }

    private static AuditWatch watch(AuditChain chain) {
        return new AuditWatch(chain, "test", Duration.ofHours(1));
    }

    private static HealthCheckResponse health(AuditWatch watch) {
        return new AuditHealth(watch).call();
    }

    private static void rename(AuditedDatabase database, String from, String to)
            throws SQLException {
        database.execute(
                OWNER,
                "alter table change disable trigger user",
                "update change set who = '%s' where who = '%s'".formatted(to, from),
                "alter table change enable trigger user");
    }
}
