package steadfast.fulfillment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;
import steadfast.testkit.fuzz.Examples;
import steadfast.testkit.fuzz.FuzzReport;
import steadfast.testkit.fuzz.Fuzzer;

/** Of the OpenAPI document's requests, each a little or very much odd. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoRequestBreaksTheServiceTest {

    private static final int REQUESTS = 5_000;

    /** As many as may upload at once: more would be told to come again, as 503 says. */
    private static final int AT_ONCE = 2;

    private static final int CARDS = 200;
    private static final int SMALL_IMPORTS = 10;
    private static final int ORDERS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    @Test
    void everyOddRequestIsTakenOrRefusedWithAProblemThatHelps() {
        FuzzReport report = Fuzzer.ofApplication(examples()).atOnce(AT_ONCE).run(REQUESTS);

        report.requireClean();
        assertThat(report.cases()).isEqualTo(REQUESTS);
    }

    private Examples examples() {
        Sku sku = shop.newSku();
        shop.stock(sku, CARDS + ORDERS);
        Examples examples =
                new Examples()
                        .key("storefront", TestShop.STOREFRONT.substring("Bearer ".length()))
                        .key("operator", TestShop.OPERATOR.substring("Bearer ".length()))
                        .values("reason", "leaked")
                        .values("to", shop.newSku().value())
                        .body(
                                "text/csv",
                                (values, random) -> bytes(code(random) + "\n" + code(random)))
                        .body(
                                "application/x-ndjson",
                                (values, random) -> bytes("{\"code\":\"" + code(random) + "\"}"));
        issued(sku).forEach(examples::together);
        for (String card :
                shop.query(
                        "select id::text from card where sku = ? and status = 'AVAILABLE'",
                        sku.value())) {
            selectable(examples, sku, "cardIds", List.of(card));
        }
        for (int number = 0; number < SMALL_IMPORTS; number++) {
            Sku imported = shop.newSku();
            String importId =
                    shop.upload(imported, "text/csv", shop.codes(imported, 0, 2))
                            .extract()
                            .path("importId");
            selectable(examples, imported, "importId", importId);
            Sku coded = shop.newSku();
            shop.stock(coded, 1);
            selectable(examples, coded, "codes", List.of(shop.codes(coded, 0, 1)));
        }
        return examples;
    }

    /** Cards that a void or a move may name, in one of three ways. */
    private static void selectable(Examples examples, Sku sku, String by, Object value) {
        Map<String, Object> row = new HashMap<>(Map.of("sku", sku.value()));
        List.of("cardIds", "codes", "importId").forEach(name -> row.put(name, Examples.ABSENT));
        row.put(by, value);
        examples.together(row);
    }

    private List<Map<String, String>> issued(Sku sku) {
        List<OrderId> orders = Stream.generate(shop::newOrder).limit(ORDERS).toList();
        try (TestRecords records = TestRecords.ofApplication()) {
            orders.forEach(order -> shop.publish(records, shop.paid(order, sku, 1)));
        }
        orders.forEach(
                order -> await().atMost(LIMIT).until(() -> shop.status(order), "ISSUED"::equals));
        return orders.stream()
                .map(order ->
                        Map.of("orderId", order.toString(), "View-Token", TestShop.VIEW_TOKEN))
                .toList();
    }

    private static String code(Random random) {
        return "C-" + Long.toHexString(random.nextLong());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
