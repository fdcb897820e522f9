package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.client.HttpAnswer;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;

/**
 * Outages that others who do this job met in public, each tried on the running shop from outside.
 * The modules' own tests hold the rules behind them; here nothing gets round them.
 */
@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class OutagesThatOthersMetIT {

    private static final long PRICE_MINOR = 5_000;
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** Consumers and producers have given up on their connections by then, and find new ones. */
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private final List<Socket> slow = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void aFailoverToAReadOnlyDatabaseCostsNoDeadLetter(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "FAILOVER";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 20));
        List<Placed> orders;
        try {
            shop.freeze("fulfillment-service");
            try {
                orders = placed(client, sku, 20);
                orders.forEach(order -> awaitMoney(client, order));
                run(
                        shop.running().ownerJdbcUrl("fulfillment"),
                        "alter database fulfillment set default_transaction_read_only = on");
                // Only the role that is connected may.
                run(
                        shop.running().jdbcUrl("fulfillment"),
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where usename = current_user and pid <> pg_backend_pid()");
            } finally {
                shop.thaw("fulfillment-service");
            }
            await().atMost(ShopClient.PATIENCE)
                    .until(() -> ready(client, shop, "fulfillment-service") == 503);
            TimeUnit.SECONDS.sleep(30);
        } finally {
            run(
                    shop.running().ownerJdbcUrl("fulfillment"),
                    "alter database fulfillment reset default_transaction_read_only");
        }
        orders.forEach(order -> client.awaitStatus(order, "COMPLETED"));
        await().atMost(ShopClient.PATIENCE)
                .until(() -> ready(client, shop, "fulfillment-service") == 200);
        assertThat(shop.deadLettersAbout(orders)).isEmpty();
    }

    @Test
    void anOffsetBeyondTheEndOfTheLogStopsNobody(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "BEYOND";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        shop.freeze("order-service");
        try (Admin admin = Admin.create(Map.copyOf(shop.running().kafkaSettings()))) {
            commitBeyondTheEnd(admin, "order-service", "payment-events");
        } finally {
            shop.kill("order-service");
        }

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");

        client.awaitStatus(order, "COMPLETED");
        assertThat(log(shop, "order-service")).contains("payment-events", "10000000");
    }

    @Test
    void sixteenSlowUploadsHoldUpNoOrderAndNoLook(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "SLOW";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        for (int upload = 0; upload < 16; upload++) {
            slow.add(beginUpload(shop, "SLOW-" + upload));
        }

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");

        await().atMost(AT_ONCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> client.status(order).equals("COMPLETED"));
        assertThat(client.codes(order)).hasSize(1);
    }

    @Test
    void aDatabaseThatIsKilledUnderLoadCostsNoOrderAndNoServerError(
            SystemShop shop, ShopClient client) throws Exception {
        String sku = "KILLED";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 300));
        List<Integer> statuses = new ArrayList<>();
        List<Placed> orders = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            if (number == 100) {
                shop.kill("postgres");
            }
            HttpAnswer answer = client.order(UUID.randomUUID().toString(), sku, 1, "card");
            statuses.add(answer.status());
            if (answer.status() == 201) {
                orders.add(ShopClient.placed(answer));
            }
            TimeUnit.MILLISECONDS.sleep(66);
        }

        assertThat(statuses).containsOnly(201, 503);
        assertThat(orders).hasSizeGreaterThan(100);
        orders.forEach(order -> client.awaitStatus(order, "COMPLETED"));
        for (Placed order : orders) {
            assertThat(client.movements(order))
                    .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", PRICE_MINOR));
        }
    }

    @Test
    void kafkaAwayForThreeMinutesCostsNoOrderAndTakesNoServiceOffTheBalancer(
            SystemShop shop, ShopClient client) throws Exception {
        String sku = "NO-KAFKA";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 6));
        List<Placed> orders = new ArrayList<>();
        shop.freeze("kafka");
        try {
            for (int halfMinute = 0; halfMinute < 6; halfMinute++) {
                orders.addAll(placed(client, sku, 1));
                TimeUnit.SECONDS.sleep(30);
            }
            assertThat(ready(client, shop, "order-service")).isEqualTo(200);
        } finally {
            shop.thaw("kafka");
        }

        await().atMost(RECOVERY)
                .until(() -> orders.stream().map(client::status).allMatch("COMPLETED"::equals));
    }

    @Test
    void aServiceThatIsDeadTakesNoOtherOffTheBalancer(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "DEAD";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        shop.freeze("payment-service");
        Placed order;
        try {
            order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
            TimeUnit.SECONDS.sleep(20);
            for (String other :
                    List.of("order-service", "fulfillment-service", "reconciler-service")) {
                assertThat(ready(client, shop, other)).as(other).isEqualTo(200);
            }
            assertThat(client.status(order)).isEqualTo("PENDING_PAYMENT");
        } finally {
            shop.kill("payment-service");
        }

        client.awaitStatus(order, "COMPLETED");
    }

    private static List<Placed> placed(ShopClient client, String sku, int orders) {
        return IntStream.range(0, orders)
                .mapToObj(_ -> client.place(UUID.randomUUID().toString(), sku, 1, "card"))
                .toList();
    }

    private static void awaitMoney(ShopClient client, Placed order) {
        await().atMost(ShopClient.PATIENCE).until(() -> !client.movements(order).isEmpty());
    }

    /** The head of an upload and a few bytes of what was promised. */
    private static Socket beginUpload(SystemShop shop, String sku) throws IOException {
        URI address = shop.running().fulfillment();
        Socket socket = new Socket(address.getHost(), address.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(
                ("POST /v1/stock/%s HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer %s\r\n"
                                + "Content-Type: text/csv\r\nContent-Length: 100000\r\n\r\nslow-")
                        .formatted(sku, shop.running().operatorToken())
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static int ready(ShopClient client, SystemShop shop, String service) {
        try {
            return client.open(shop.running().management(service).resolve("/q/health/ready"))
                    .status();
        } catch (UncheckedIOException e) {
            return -1;
        }
    }

    private static String log(SystemShop shop, String service) throws IOException {
        return Files.readString(shop.data().resolve("logs").resolve(service + ".log"));
    }

    private static void commitBeyondTheEnd(Admin admin, String group, String topic)
            throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beyond = new HashMap<>();
        for (TopicPartition partition : ConsumerGroups.partitions(admin, topic)) {
            beyond.put(partition, new OffsetAndMetadata(10_000_000));
        }
        ConsumerGroups.awaitNoMember(admin, group);
        admin.alterConsumerGroupOffsets(group, beyond).all().get();
    }

    /** In a session that may write whatever the database says. */
    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        }
    }
}
