package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.client.HttpAnswer;
import steadfast.system.ShopClient.Placed;

/**
 * What buyers, operators and the gateway's support did to others who do this job, each tried on the
 * running shop from outside. The modules' own tests hold the rules behind them.
 */
@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class RequestsThatOthersMetIT {

    private static final long PRICE_MINOR = 5_000;

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
        // The shop knows of the money, and waits for stock.
        client.awaitStatus(order, "PROCESSING");

        HttpAnswer refunded = client.byHand(order, "refunds/by-hand", refund(PRICE_MINOR));

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

        HttpAnswer moved =
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
    void codesUnderTheWrongProductAreVoidedAndImportedAgain(ShopClient client) {
        List<String> codes = Codes.some("WRONG", 2_000);
        client.stock("WRONG-A", PRICE_MINOR, codes);
        client.stock("WRONG-B", PRICE_MINOR, Codes.some("WRONG-B", 1));

        HttpAnswer voided = client.voidCodes("WRONG-A", codes);
        HttpAnswer again = client.importCsv("WRONG-B", "", String.join("\n", codes));

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

        HttpAnswer imported = client.importCsv(sku, "", heading + "\n" + code + "\n");
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
        HttpAnswer listed = client.list("CURRENCY", listing("CURRENCY", currency));

        assertThat(listed.status()).as(listed.text()).isEqualTo(400);
        assertThat(listed.text()).contains("price.currency");
    }

    @Test
    void aTextThatNoDatabaseStoresIsRefusedWithItsField(ShopClient client) {
        HttpAnswer listed = client.list("NUL", listing("a\\u0000b", "CNY"));

        assertThat(listed.status()).as(listed.text()).isEqualTo(400);
        assertThat(listed.json().path("field").asText(listed.text())).contains("title");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "zh;q=abc", "zh;q=2", "zh;q=0"})
    void anOddLanguageStillTellsTheRefusedLines(String language, ShopClient client) {
        HttpAnswer refused =
                client.importCsv("LANGUAGE", "", "same\nsame\n", "Accept-Language", language);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain("重复");
    }

    @Test
    void blankLinesArePassedOver(ShopClient client) {
        client.list("BLANK", listing("BLANK", "CNY"));

        HttpAnswer imported = client.importCsv("BLANK", "", "blank-1\n\n  \r\nblank-2\n\n\n");

        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        assertThat(imported.json().get("imported").asInt()).isEqualTo(2);
    }

    @Test
    void nobodyPaysAnotherPriceThanTheyWereShown(ShopClient client) {
        client.stock("PRICE", PRICE_MINOR, Codes.some("PRICE", 1));
        client.list("PRICE", listing("PRICE", "CNY").replace("5000", "9900"));

        HttpAnswer answer =
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
        HttpAnswer off =
                client.list(
                        "MANY-0000",
                        "{\"onSale\":false," + listing("MANY-0000", "CNY").substring(1));

        assertThat(skus(client)).containsAll(listed);
        assertThat(off.status()).as(off.text()).isEqualTo(200);
        assertThat(client.order(UUID.randomUUID().toString(), "MANY-0000", 1, "card").status())
                .isEqualTo(409);
    }

    @Test
    void twoThousandSilentConnectionsToEachDoorStopNoOrderAndEnd(SystemShop shop, ShopClient client)
            throws IOException {
        String sku = "SILENT";
        client.stock(sku, PRICE_MINOR, Codes.some(sku, 1));
        List<URI> doors =
                List.of(
                        shop.running().order(),
                        shop.running().payment(),
                        shop.running().fulfillment());
        try (IdleConnections strangers = IdleConnections.open(2_000, doors)) {
            assertThat(strangers.stillOpen()).isEqualTo(strangers.opened());

            Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
            client.awaitStatus(order, "COMPLETED");
            assertThat(client.codes(order)).hasSize(1);
        }
        try (IdleConnections strangers = IdleConnections.open(1, doors.subList(0, 2))) {
            await().atMost(ShopClient.PATIENCE).until(() -> strangers.stillOpen() == 0);
        }
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
            HttpAnswer page = client.catalogue("?limit=100" + next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            for (JsonNode product : page.json().path("products")) {
                skus.add(product.get("sku").asText());
            }
            next =
                    page.json().hasNonNull("next")
                            ? "&after=" + page.json().get("next").asText()
                            : "";
        } while (!next.isEmpty());
        return skus;
    }
}
