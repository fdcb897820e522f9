package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.system.ShopClient.Answer;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.TestRecords;

/**
 * Faults that others who do this job met in public, each tried on the running shop from outside.
 * The modules' own tests hold the rules behind them; here it is shown that nothing gets round them.
 */
@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class WhatOthersFellIntoIT {

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
        int before = deadLetters(shop);
        shop.freeze("fulfillment-service");
        List<Placed> orders = placed(client, sku, 20);
        orders.forEach(order -> awaitMoney(client, order));

        run(
                shop,
                "alter database fulfillment set default_transaction_read_only = on",
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = 'fulfillment'");
        shop.thaw("fulfillment-service");

        try {
            await().atMost(ShopClient.PATIENCE)
                    .until(() -> ready(client, shop.running().fulfillment()) == 503);
            TimeUnit.SECONDS.sleep(30);
        } finally {
            run(shop, "alter database fulfillment reset default_transaction_read_only");
        }
        orders.forEach(order -> client.awaitStatus(order, "COMPLETED"));
        await().atMost(ShopClient.PATIENCE)
                .until(() -> ready(client, shop.running().fulfillment()) == 200);
        assertThat(deadLetters(shop)).isEqualTo(before);
    }

    @Test
    void anOffsetBeyondTheEndOfTheLogStopsNobody(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "BEYOND";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        shop.freeze("order-service");
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", shop.running().kafkaBootstrap()))) {
            commitBeyondTheEnd(admin, "order-service", "payment-events");
        } finally {
            shop.kill("order-service");
        }

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");

        client.awaitStatus(order, "COMPLETED");
        assertThat(log(shop, "order-service")).contains("payment-events", "10000000");
    }

    @Test
    void moneyThatWentBackBehindOurBackTakesItsCardsWithIt(ShopClient client) {
        String sku = "REFUNDED";
        List<String> codes = Codes.some(sku, 2);
        client.stock(sku, PRICE_MINOR, codes.subList(0, 1));
        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "qr");
        URI code = client.awaitAction(order);
        assertThat(client.voidCodes(sku, codes.subList(0, 1)).status()).isEqualTo(200);
        assertThat(client.scan(code).status()).isLessThan(300);
        awaitMoney(client, order);

        Answer refunded = client.byHand(order, "refunds/by-hand", refund(PRICE_MINOR));

        assertThat(refunded.status()).as(refunded.text()).isLessThan(300);
        client.awaitStatus(order, "REFUNDED");
        assertThat(client.importCsv(sku, "", codes.get(1)).status()).isEqualTo(200);
        await().atMost(ShopClient.PATIENCE).until(() -> client.available(sku) == 1);
        assertThat(client.cards(order).status()).isGreaterThanOrEqualTo(400);
        assertThat(client.cases(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refunded-after-delivery | refunds/by-hand | 5000",
                "partly-refunded | refunds/by-hand | 2000",
                "disputed | dispute | 0",
            })
    void moneyThatMovesAfterTheCardsAreOutIsACaseWithItsEvidence(
            String reason, String what, long amountMinor, ShopClient client) {
        String sku = "OUT-" + reason;
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);

        Answer moved =
                client.byHand(
                        order,
                        what,
                        amountMinor == 0 ? "{\"reason\":\"fraudulent\"}" : refund(amountMinor));

        assertThat(moved.status()).as(moved.text()).isLessThan(300);
        await().atMost(ShopClient.PATIENCE)
                .untilAsserted(() -> {
                    List<JsonNode> cases = client.cases(order);
                    assertThat(cases).hasSize(1);
                    assertThat(cases.getFirst().path("reason").asText()).isEqualTo(reason);
                    JsonNode cards = cases.getFirst().path("evidence").path("cards");
                    assertThat(cards).hasSize(1);
                    assertThat(cards.get(0).path("reveals").asInt()).isEqualTo(1);
                });
        assertThat(client.status(order)).isEqualTo("COMPLETED");
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
    void codesUnderTheWrongProductAreVoidedAndImportedAgain(ShopClient client) {
        List<String> codes = Codes.some("WRONG", 2_000);
        client.stock("WRONG-A", PRICE_MINOR, codes);
        client.stock("WRONG-B", PRICE_MINOR, Codes.some("WRONG-B", 1));

        Answer voided = client.voidCodes("WRONG-A", codes);
        Answer again = client.importCsv("WRONG-B", "", String.join("\n", codes));

        assertThat(voided.status()).as(voided.text()).isEqualTo(200);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        await().atMost(ShopClient.PATIENCE).until(() -> client.available("WRONG-B") == 2_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Code", "CODE", "卡密", "card_code", "Card Key"})
    void aHeadingIsNeverSoldAsACode(String heading, ShopClient client) {
        String sku = "HEADING-" + Integer.toHexString(heading.hashCode());
        String code = UUID.randomUUID().toString();
        client.list(sku, listing(sku, "CNY"));

        Answer imported = client.importCsv(sku, "", heading + "\n" + code + "\n");
        if (imported.status() != 200) {
            assertThat(imported.status()).as(imported.text()).isEqualTo(422);
            assertThat(imported.text()).contains("heading=yes");
            assertThat(client.importCsv(sku, "?heading=yes", heading + "\n" + code + "\n").status())
                    .isEqualTo(200);
        }

        await().atMost(ShopClient.PATIENCE).until(() -> client.available(sku) == 1);
        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMB", "XXX", "CNH", "ABC"})
    void aCurrencyThatNobodyPaysWithIsRefused(String currency, ShopClient client) {
        Answer listed = client.list("CURRENCY", listing("CURRENCY", currency));

        assertThat(listed.status()).as(listed.text()).isEqualTo(400);
        assertThat(listed.text()).contains("price.currency");
    }

    @Test
    void aTextThatNoDatabaseStoresIsRefusedWithItsField(ShopClient client) {
        Answer listed = client.list("NUL", listing("a\\u0000b", "CNY"));

        assertThat(listed.status()).as(listed.text()).isEqualTo(400);
        assertThat(listed.body().path("field").asText(listed.text())).contains("title");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "zh;q=abc", "zh;q=2", "zh;q=0"})
    void anOddLanguageStillTellsTheRefusedLines(String language, ShopClient client) {
        Answer refused =
                client.importCsv("LANGUAGE", "", "same\nsame\n", "Accept-Language", language);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain("重复");
    }

    @Test
    void blankLinesArePassedOver(ShopClient client) {
        client.list("BLANK", listing("BLANK", "CNY"));

        Answer imported = client.importCsv("BLANK", "", "blank-1\n\n  \r\nblank-2\n\n\n");

        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        assertThat(imported.body().get("imported").asInt()).isEqualTo(2);
    }

    @Test
    void nobodyPaysAnotherPriceThanTheyWereShown(ShopClient client) {
        client.stock("PRICE", PRICE_MINOR, Codes.some("PRICE", 1));
        client.list("PRICE", listing("PRICE", "CNY").replace("5000", "9900"));

        Answer answer =
                client.orderAs(
                        UUID.randomUUID().toString(),
                        "{\"sku\":\"PRICE\",\"quantity\":1,\"paymentMethod\":\"card\","
                                + "\"expectedTotal\":{\"amountMinor\":5000,\"currency\":\"CNY\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.text()).contains("9900");
    }

    @Test
    void aThousandAndOneProductsAreAllListedAndOneIsTakenOffSale(ShopClient client) {
        Set<String> listed = new HashSet<>();
        for (int product = 0; product < 1_001; product++) {
            String sku = "MANY-%04d".formatted(product);
            listed.add(sku);
            assertThat(client.list(sku, listing(sku, "CNY")).status()).isEqualTo(200);
        }
        Answer off =
                client.list(
                        "MANY-0000",
                        "{\"onSale\":false," + listing("MANY-0000", "CNY").substring(1));

        assertThat(skus(client)).containsAll(listed);
        assertThat(off.status()).as(off.text()).isEqualTo(200);
        assertThat(client.order(UUID.randomUUID().toString(), "MANY-0000", 1, "card").status())
                .isEqualTo(409);
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
            Answer answer = client.order(UUID.randomUUID().toString(), sku, 1, "card");
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
            assertThat(ready(client, shop.running().order())).isEqualTo(200);
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
            for (URI other :
                    List.of(
                            shop.running().order(),
                            shop.running().fulfillment(),
                            shop.running().reconciler())) {
                assertThat(ready(client, other)).as(other.toString()).isEqualTo(200);
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

    private static String refund(long amountMinor) {
        return "{\"key\":\"%s\",\"amountMinor\":%d,\"currency\":\"CNY\",\"reason\":\"support\"}"
                .formatted(UUID.randomUUID(), amountMinor);
    }

    private static String listing(String title, String currency) {
        return "{\"title\":\"%s\",\"price\":{\"amountMinor\":%d,\"currency\":\"%s\"}}"
                .formatted(title, PRICE_MINOR, currency);
    }

    private static Set<String> skus(ShopClient client) {
        Set<String> skus = new HashSet<>();
        String next = "";
        do {
            Answer page = client.catalogue("?limit=100" + next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            for (JsonNode product : page.body().path("products")) {
                skus.add(product.get("sku").asText());
            }
            next =
                    page.body().hasNonNull("next")
                            ? "&after=" + page.body().get("next").asText()
                            : "";
        } while (!next.isEmpty());
        return skus;
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

    private static int ready(ShopClient client, URI service) {
        try {
            return client.open(service.resolve("/q/health/ready")).status();
        } catch (UncheckedIOException e) {
            return -1;
        }
    }

    private static String log(SystemShop shop, String service) throws IOException {
        return Files.readString(shop.data().resolve("logs").resolve(service + ".log"));
    }

    private static int deadLetters(SystemShop shop) throws Exception {
        String bootstrap = shop.running().kafkaBootstrap();
        int found = 0;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                TestRecords records = TestRecords.at(bootstrap)) {
            for (String topic : admin.listTopics().names().get()) {
                found += topic.endsWith(".dlt") ? records.all(topic).size() : 0;
            }
        }
        return found;
    }

    private static void commitBeyondTheEnd(Admin admin, String group, String topic)
            throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beyond = new HashMap<>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(partition ->
                        beyond.put(
                                new TopicPartition(topic, partition.partition()),
                                new OffsetAndMetadata(10_000_000)));
        await().atMost(ShopClient.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        admin.describeConsumerGroups(List.of(group))
                                .all()
                                .get()
                                .get(group)
                                .members()
                                .isEmpty());
        admin.alterConsumerGroupOffsets(group, beyond).all().get();
    }

    /** As a person with the keys of the database would, at another one of the same server. */
    private static void run(SystemShop shop, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(shop.running().jdbcUrl("orders"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
