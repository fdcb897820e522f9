package steadfast.fulfillment.vault;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.events.Topic;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoCodeLeavesTheVaultTest {

    private static final String CANARY = "CANARY-7f3a-PLAINTEXT";

    @Inject TestShop shop;

    @Test
    void aCanaryIsShownToItsBuyerAndIsNowhereElse() throws Exception {
        List<String> log = new ArrayList<>();
        Handler listener = listener(log);
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        try (TestRecords records = TestRecords.ofApplication()) {
            shop.upload(sku, "text/csv", CANARY).statusCode(200);
            // Refused ones must not be quoted either.
            String refused =
                    shop.upload(sku, "text/csv", CANARY + "\n" + CANARY + "\t")
                            .statusCode(422)
                            .extract()
                            .asString();
            String unreadable =
                    shop.upload(sku, "application/x-ndjson", "{\"code\":\"" + CANARY)
                            .statusCode(422)
                            .extract()
                            .asString();
            shop.publish(records, shop.paid(order, sku, 1));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(shop.status(order)).isEqualTo("ISSUED"));
            given().header("Authorization", TestShop.STOREFRONT)
                    .header("View-Token", TestShop.VIEW_TOKEN)
                    .get("/v1/cards/{orderId}", order.toString())
                    .then()
                    .statusCode(200)
                    .body("cards.code", contains(CANARY));
            records.await(
                    "fulfillment-events",
                    record -> record.is("CardsIssued", order.toString()),
                    Duration.ofSeconds(60));

            assertThat(refused).doesNotContain(CANARY);
            assertThat(unreadable).doesNotContain(CANARY);
            // So that the searches below could find something.
            assertThat(rowsWith(sku.value())).isPositive();
            for (String form : forms()) {
                assertThat(rowsWith(form)).as("rows with the canary").isZero();
            }
            assertThat(everyRecord(records))
                    .contains(order.toString())
                    .satisfies(NoCodeLeavesTheVaultTest::hasNoCanary);
            assertThat(given().get(ManagementPort.at("/q/metrics")).asString())
                    .satisfies(NoCodeLeavesTheVaultTest::hasNoCanary);
        } finally {
            root.removeHandler(listener);
        }
        assertThat(String.join("\n", log))
                .contains("codes imported")
                .satisfies(NoCodeLeavesTheVaultTest::hasNoCanary);
    }

    private static void hasNoCanary(String text) {
        for (String form : forms()) {
            assertThat(text.contains(form)).as("the canary").isFalse();
        }
    }

    /** In the clear, in hex and in Base64. */
    private static List<String> forms() {
        return List.of(
                CANARY,
                HexFormat.of().formatHex(CANARY.getBytes(UTF_8)),
                Base64.getEncoder().encodeToString(CANARY.getBytes(UTF_8)).substring(0, 27));
    }

    /** Rows of any table that have it in their text, where binary columns are hex. */
    private int rowsWith(String text) {
        return shop.query("select tablename from pg_tables where schemaname = 'public'").stream()
                .mapToInt(table ->
                        shop.count(
                                "select count(*) from \""
                                        + table
                                        + "\" t where position(? in t::text) > 0",
                                text))
                .sum();
    }

    private static String everyRecord(TestRecords records) {
        StringBuilder all = new StringBuilder();
        List<String> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic.topicName());
        }
        topics.add("fulfillment-service.dlt");
        for (String topic : topics) {
            for (TestRecord record : records.all(topic)) {
                all.append(record).append('\n');
            }
        }
        return all.toString();
    }

    private static Handler listener(List<String> log) {
        Handler handler =
                new Handler() {
                    @Override
                    public synchronized void publish(LogRecord record) {
                        StringBuilder line = new StringBuilder(String.valueOf(record.getMessage()));
                        if (record.getParameters() != null) {
                            line.append(Arrays.deepToString(record.getParameters()));
                        }
                        for (Throwable thrown = record.getThrown();
                                thrown != null;
                                thrown = thrown.getCause()) {
                            line.append(thrown);
                        }
                        log.add(line.toString());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        handler.setLevel(Level.ALL);
        return handler;
    }
}
