package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import steadfast.database.UnmetNeed.Cure;
import steadfast.testkit.TestDatabase;
import steadfast.testkit.TestPorts;

@Timeout(120)
class AStartIsHeldBackTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = TestPorts.reserve();
    private final int managementPort = TestPorts.reserve();

    @Test
    void whileTheDatabaseIsReadOnlyAndNoLonger() throws Exception {
        try (TestDatabase database = TestDatabase.start()) {
            execute(database, "alter database postgres set default_transaction_read_only = on");
            DatabaseNeeds needs =
                    new DatabaseNeeds(
                            () -> DriverManager.getConnection(database.jdbcUrl()),
                            Clock.systemUTC());
            Thread start = start(needs::check);

            await().atMost(LIMIT).until(() -> answers() == 503);
            HttpResponse<String> ready = get("/q/health/ready");
            HttpResponse<String> live = get("/q/health/live");
            HttpResponse<String> order = get(port, "/v1/orders");
            HttpResponse<String> probedAtTheDoor = get(port, "/q/health/live");
            int headOnly = head("/q/health/ready");
            boolean heldBack = start.isAlive();
            execute(
                    database,
                    "set default_transaction_read_only = off",
                    "alter database postgres reset default_transaction_read_only");
            start.join(LIMIT);

            assertThat(heldBack).isTrue();
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .contains("The database postgres is read-only", "数据库 postgres 是只读的");
            assertThat(headOnly).isEqualTo(503);
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(order.statusCode()).isEqualTo(503);
            assertThat(order.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(order.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(probedAtTheDoor.statusCode()).isEqualTo(503);
            assertThat(probedAtTheDoor.body()).doesNotContain("postgres");
            assertThat(start.isAlive()).isFalse();
            // The addresses are free for the service itself.
            assertThatThrownBy(() -> get("/q/health/live")).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> get(port, "/")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whileTheDatabaseIsAwayAndNoLonger() throws Exception {
        try (TestDatabase database = TestDatabase.start()) {
            database.pause();
            DatabaseNeeds needs =
                    new DatabaseNeeds(
                            () -> DriverManager.getConnection(database.jdbcUrl()),
                            Clock.systemUTC());
            Thread start = start(needs::check);

            await().atMost(LIMIT).until(() -> answers() == 503);
            String ready = get("/q/health/ready").body();
            database.resume();
            start.join(LIMIT);

            assertThat(ready).contains("The database does not answer");
            assertThat(start.isAlive()).isFalse();
        }
    }

    @Test
    void forEverIfOnlyANewStartCanMeetTheNeed() {
        AtomicInteger doors = new AtomicInteger();
        UnmetNeed old = new UnmetNeed("PostgreSQL 9.1 is too old.", "太旧。", Cure.NEW_START);
        StartGate gate =
                new StartGate(
                        () -> new StartReport(List.of(old), List.of()),
                        () -> {
                            doors.incrementAndGet();
                            return NotReadyServer.closed();
                        },
                        PAUSE);

        assertThatThrownBy(gate::pass)
                .isInstanceOfSatisfying(
                        PreventFurtherStepsException.class,
                        refused -> assertThat(refused.getExitCode()).isEqualTo(1))
                .hasMessage("start refused: PostgreSQL 9.1 is too old.");
        assertThat(doors).hasValue(0);
    }

    @Test
    void byNothingIfAllIsThere() {
        StartGate gate =
                new StartGate(
                        () -> new StartReport(List.of(), List.of("a warning")),
                        () -> {
                            throw new AssertionError("nobody has to be told anything");
                        },
                        PAUSE);

        gate.pass();
    }

    private Thread start(StartGate.Check check) {
        StartGate gate =
                new StartGate(
                        check, () -> NotReadyServer.open(here(port), here(managementPort)), PAUSE);
        return Thread.ofPlatform().name("start").daemon().start(gate::pass);
    }

    private static InetSocketAddress here(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private int answers() throws Exception {
        try {
            return get("/q/health/ready").statusCode();
        } catch (ConnectException e) {
            return -1;
        }
    }

    private int head(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:%d%s"
                                                        .formatted(managementPort, path)))
                                .HEAD()
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(managementPort, path);
    }

    private HttpResponse<String> get(int at, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(at, path)))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void execute(TestDatabase database, String... sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }
}
