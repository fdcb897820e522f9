package steadfast.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop.Order;
import steadfast.testkit.ManagementPort;

/**
 * A database that only reads takes the instance off the balancer and costs no record its attempts;
 * one poisoned row does not, and is reported where a person looks.
 */
@QuarkusTest
class ReadyMeansThatThisInstanceCanWorkTest extends ShopTest {

    /** More than a producer sends in one request. */
    private static final int POISON_BYTES = 3 * 1024 * 1024;

    @Inject AgroalDataSource dataSource;

    private final String jdbcUrl =
            ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);

    @AfterEach
    void databaseTakesWritesAndNothingIsPoisoned() throws SQLException {
        readOnly(false);
        execute("delete from outbox where record_key = 'poison'");
        dataSource.flush(FlushMode.ALL);
    }

    @Test
    void aFailoverToAReadOnlyDatabaseIsNotReadyCostsNoLetterAndEndsByItself() throws Exception {
        String sku = shop.product(10);
        Order order = Shop.order(sku, 1);
        readOnly(true);

        await().atMost(Shop.LIMIT)
                .untilAsserted(() -> assertThat(check("ready", "database")).contains("read-only"));
        assertThat(status("ready")).isEqualTo(503);
        shop.supply(sku, 2, 25);
        readOnlyForNewConnectionsOnly(false);

        await().atMost(Shop.LIMIT).until(() -> status("ready") == 200);
        await().atMost(Shop.LIMIT).until(() -> Shop.available(sku) == 24);
        assertThat(records.all("order-service.retry-1", sku)).isEmpty();
        assertThat(records.all("order-service.dlt", sku)).isEmpty();
        shop.awaitPublished(order, "OrderSubmitted");
    }

    @Test
    void anEventThatNoBrokerTakesIsWellsMatterAndNotReadys() throws Exception {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into outbox"
                                        + " (event_id, occurred_at, topic, record_key, type, value)"
                                        + " values (?, now() - interval '2 minutes',"
                                        + " 'order-events', 'poison', 'Poison', ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, new byte[POISON_BYTES]);
            insert.executeUpdate();
        }

        await().atMost(Shop.LIMIT)
                .untilAsserted(() ->
                        assertThat(check("well", "shop"))
                                .contains("outbox-oldest-row-seconds")
                                .contains("outbox-lock-holder=pid "));

        assertThat(status("ready")).isEqualTo(200);
        shop.awaitPublished(Shop.order(shop.product(1), 1), "OrderSubmitted");
    }

    @Test
    void healthMetricsAndTheApisDocumentAreAtAPortOfTheirOwn() {
        await().atMost(Shop.LIMIT)
                .untilAsserted(
                        () -> assertThat(ManagementPort.statuses().values()).containsOnly(200));
        assertThat(ManagementPort.statusesAtThePublicPort().values()).containsOnly(404);
    }

    private static int status(String kind) {
        return given().get(ManagementPort.at("/q/health/" + kind)).statusCode();
    }

    private static String check(String kind, String name) {
        JsonPath health = given().get(ManagementPort.at("/q/health/" + kind)).jsonPath();
        return String.valueOf(
                health.getMap("checks.find { it.name == '%s' }.data".formatted(name)));
    }

    /** As after a failover: what is connected, and what connects, only reads. */
    private void readOnly(boolean on) throws SQLException {
        readOnlyForNewConnectionsOnly(on);
        execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** The connections that are there stay as they are. */
    private void readOnlyForNewConnectionsOnly(boolean on) throws SQLException {
        execute(
                "alter database postgres set default_transaction_read_only = "
                        + (on ? "on" : "off"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("set session characteristics as transaction read write");
            statement.execute(sql);
        }
    }
}
