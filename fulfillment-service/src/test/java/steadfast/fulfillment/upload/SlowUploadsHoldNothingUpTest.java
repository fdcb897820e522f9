package steadfast.fulfillment.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.SlowClient;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class SlowUploadsHoldNothingUpTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration ISSUED_WITHIN = Duration.ofSeconds(2);
    private static final int CLIENTS = 16;

    private final List<SlowClient> clients = new ArrayList<>();

    @Inject TestShop shop;
    @Inject UploadConfig config;

    @AfterEach
    void everybodyLeaves() throws IOException {
        for (SlowClient client : clients) {
            client.close();
        }
        awaitFreePlaces();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stock/%s, text/csv",
        "/v1/stock/%s, application/x-ndjson",
        "/v1/stock/%s/voids, application/json",
        "/v1/stock/%s/moves, application/json"
    })
    void ordersAreIssuedAndShownWhileSixteenUploadsDribble(String path, String contentType)
            throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        for (int i = 0; i < CLIENTS; i++) {
            slow(SlowClient.post(path.formatted(sku), contentType, 1_000_000)).send("A");
        }

        OrderId order = shop.newOrder();
        try (TestRecords records = TestRecords.ofApplication()) {
            shop.publish(records, shop.paid(order, sku, 1));
            await().atMost(ISSUED_WITHIN)
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(shop.status(order)).isEqualTo("ISSUED"));
        }
        given().header("Authorization", TestShop.STOREFRONT)
                .header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then()
                .statusCode(200);
        assertThat(connectionsInTransactions()).isZero();
        List<String> refusals = new ArrayList<>();
        for (SlowClient client : clients) {
            String answer = client.answer(SOON);
            if (answer.startsWith("HTTP/1.1 503")) {
                refusals.add(answer);
            }
        }
        // Of each kind two are at once on their way.
        assertThat(refusals).hasSize(CLIENTS - 2);
        assertThat(refusals)
                .allSatisfy(refused ->
                        assertThat(refused)
                                .containsIgnoringCase("\r\nRetry-After: ")
                                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                                .contains("urn:steadfast:problem:too-many-uploads"));
    }

    @Test
    void whoIsTooSlowIsAnsweredAndThenLetGo() throws Exception {
        SlowClient client = slow(SlowClient.post(imports(), "text/csv", 1_000_000));
        client.send("A");

        assertThat(client.answer(config.rateWindow().multipliedBy(3)))
                .startsWith("HTTP/1.1 408")
                .contains("urn:steadfast:problem:upload-too-slow");
        assertThat(client.isClosedWithin(config.rateWindow().multipliedBy(3))).isTrue();
        awaitFreePlaces();
    }

    @Test
    void aPlaceIsFreeAgainWhenTheClientHangsUp() throws Exception {
        for (int time = 0; time < 5; time++) {
            for (int i = 0; i < config.imports(); i++) {
                slow(SlowClient.post(imports(), "text/csv", 1_000_000)).send("A");
            }
            for (SlowClient client : clients) {
                client.close();
            }
            clients.clear();
            awaitFreePlaces();
        }
    }

    @Test
    void anUploadInPiecesIsImportedWhole() throws Exception {
        Sku sku = shop.newSku();
        String codes = shop.codes(sku, 0, 3);
        SlowClient client = slow(SlowClient.post("/v1/stock/" + sku, "text/csv", codes.length()));
        for (int at = 0; at < codes.length(); at++) {
            client.send(codes.substring(at, at + 1));
        }

        assertThat(client.answer(SOON)).startsWith("HTTP/1.1 200").contains("\"imported\":3");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrTurnedAwayBeforeItSends() throws Exception {
        String expect = "Expect: 100-continue\r\n";
        Sku sku = shop.newSku();
        String codes = shop.codes(sku, 0, 3);
        SlowClient client =
                slow(SlowClient.post("/v1/stock/" + sku, "text/csv", codes.length(), expect));
        assertThat(client.answer(Duration.ofMillis(500))).startsWith("HTTP/1.1 100");
        client.send(codes);
        assertThat(client.answer(SOON)).contains("HTTP/1.1 200").contains("\"imported\":3");

        SlowClient tooLong =
                slow(
                        SlowClient.post(
                                imports(),
                                "text/csv",
                                Math.toIntExact(config.maxImportBytes() + 1),
                                expect));
        assertThat(tooLong.answer(SOON)).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatTurnsOutTooLongIsAProblem() throws Exception {
        Sku sku = shop.newSku();
        long chunks = config.maxChangeBytes() / 1_000_000 + 1;
        SlowClient client =
                slow(SlowClient.chunked("/v1/stock/" + sku + "/voids", "application/json"));
        String million = " ".repeat(1_000_000);
        for (int i = 0; i < chunks; i++) {
            client.send(Integer.toHexString(million.length()) + "\r\n" + million + "\r\n");
        }
        client.send("0\r\n\r\n");

        assertThat(client.answer(SOON))
                .startsWith("HTTP/1.1 413")
                .contains("urn:steadfast:problem:too-large");
    }

    @Test
    void whoIsNotAllowedInTakesNoPlace() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            slow(SlowClient.postByNobody(imports(), "text/csv", 1_000_000)).send("A");
        }
        for (SlowClient client : clients) {
            assertThat(client.answer(SOON)).startsWith("HTTP/1.1 401");
        }

        shop.stock(shop.newSku(), 1);
    }

    private String imports() {
        return "/v1/stock/" + shop.newSku();
    }

    private SlowClient slow(SlowClient client) {
        clients.add(client);
        return client;
    }

    /** Both kinds take somebody again. */
    private void awaitFreePlaces() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        Stream.of("", "/voids")
                                .forEach(kind ->
                                        given().header("Authorization", TestShop.OPERATOR)
                                                .contentType(
                                                        kind.isEmpty()
                                                                ? "text/csv"
                                                                : "application/json")
                                                .body("")
                                                .post(imports() + kind)
                                                .then()
                                                .statusCode(kind.isEmpty() ? 422 : 400)));
    }

    private int connectionsInTransactions() {
        return shop.count(
                "select count(*) from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()");
    }
}
