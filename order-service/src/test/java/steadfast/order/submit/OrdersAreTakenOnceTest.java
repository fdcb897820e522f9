package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;
import steadfast.testkit.TestRecord;

@QuarkusTest
class OrdersAreTakenOnceTest extends ShopTest {

    @Inject DataSource dataSource;

    @Test
    void anOrderIsTakenAtTheCataloguesPriceAndAsksForItsFirstCharge() {
        String sku = shop.product(10);

        Response taken = Shop.submit(newKey(), sku, 3, "card");

        String orderId = taken.path("orderId");
        taken.then()
                .statusCode(201)
                .header("Location", matchesPattern(".*/v1/orders/" + orderId))
                .body("viewToken", matchesPattern("[A-Za-z0-9_-]{22}"))
                .body("status", is("PENDING_PAYMENT"))
                .body("term", is("待支付"))
                .body("quantity", is(3))
                .body("total.amountMinor", is(3750))
                .body("total.currency", equalTo("EUR"))
                .body("nextAction.kind", is("WAIT"));
        TestRecord published =
                records.await("order-events", r -> r.is("OrderSubmitted", orderId), Shop.LIMIT);
        assertThat(published.value())
                .contains("\"paymentId\":\"" + orderId + "-1\"")
                .contains("\"storefront\":\"corner-shop\"")
                .contains("\"amountMinor\":3750")
                .doesNotContain(taken.<String>path("viewToken"));
        assertThat(Shop.available(sku)).isEqualTo(7);
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerToTheByte() {
        String sku = shop.product(1);
        String key = newKey();
        Response first = Shop.submit(key, sku, 1, "card");

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(Shop.available(sku)).isZero();
    }

    @Test
    void theSameRequestInAnotherSpellingIsTheSameRequest() {
        String sku = shop.product(5);
        String key = newKey();
        Response first = Shop.submit(key, sku, 2, "card");

        Response again =
                Shop.storefront()
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(
                                "{ \"paymentMethod\": \"card\",\n\"quantity\":2 , \"sku\":\"%s\"}"
                                        .formatted(sku))
                        .post("/v1/orders");

        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void anotherRequestWithAUsedKeyIsRefused() {
        String sku = shop.product(5);
        String key = newKey();
        Shop.submit(key, sku, 1, "card").then().statusCode(201);

        Shop.submit(key, sku, 2, "card")
                .then()
                .statusCode(422)
                .body("type", is("urn:steadfast:problem:idempotency-key-reused"))
                .body("retryable", is(false));
        assertThat(Shop.available(sku)).isEqualTo(4);
    }

    @Test
    void twoStorefrontsMayUseTheSameKey() {
        String sku = shop.product(5);
        String key = newKey();
        Response mine = Shop.submit(key, sku, 1, "card");

        Response theirs =
                Shop.storefront(Shop.OTHER_STOREFRONT_KEY)
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(Shop.body(sku, 1, "card"))
                        .post("/v1/orders");

        theirs.then().statusCode(201);
        assertThat(theirs.<String>path("orderId")).isNotEqualTo(mine.<String>path("orderId"));
    }

    @Test
    void aHundredIdenticalRequestsAtOnceMakeOneOrder() throws Exception {
        String sku = shop.product(1000);
        String key = newKey();

        List<Response> answers = atOnce(100, i -> Shop.submit(key, sku, 2, "card"));

        Set<Integer> codes = answers.stream().map(Response::statusCode).collect(Collectors.toSet());
        assertThat(codes).isSubsetOf(201, 409).contains(201);
        Set<String> bodies =
                answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(Response::asString)
                        .collect(Collectors.toSet());
        assertThat(bodies).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isNotNull());
        assertThat(Shop.available(sku)).isEqualTo(998);
        String orderId =
                answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .findFirst()
                        .orElseThrow()
                        .path("orderId");
        records.await("order-events", r -> r.is("OrderSubmitted", orderId), Shop.LIMIT);
        assertThat(
                        records.all("order-events").stream()
                                .filter(r -> String.valueOf(r.value()).contains(sku)))
                .hasSize(1);
    }

    @Test
    void noMoreIsSoldThanThereIs() throws Exception {
        String sku = shop.product(10);

        List<Response> answers = atOnce(40, i -> Shop.submit(newKey(), sku, 1, "card"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409)).hasSize(30);
        assertThat(Shop.available(sku)).isZero();
        assertThat(keysWithoutTheirOrder()).isZero();
    }

    @Test
    void anOrderThatFoundNoStockLeavesItsKeyFree() {
        String sku = shop.product(1);
        String key = newKey();
        Shop.submit(key, sku, 2, "card")
                .then()
                .statusCode(409)
                .header("Retry-After", notNullValue())
                .body("type", is("urn:steadfast:problem:out-of-stock"))
                .body("retryable", is(true));
        shop.supply(sku, 2, 5);
        org.awaitility.Awaitility.await().atMost(Shop.LIMIT).until(() -> Shop.available(sku) == 5);

        Shop.submit(key, sku, 2, "card").then().statusCode(201);
    }

    @Test
    void aKeyWhoseFirstRequestIsStillBeingAnsweredIsInFlight() throws SQLException {
        String sku = shop.product(1);
        String key = newKey();
        try (Connection first = dataSource.getConnection()) {
            first.setAutoCommit(false);
            try (PreparedStatement insert =
                    first.prepareStatement(
                            """
                            insert into idempotency_key
                            values ('corner-shop', sha256(convert_to('corner-shop' || E'\\n' || ?, 'UTF8')),
                                'x', gen_random_uuid(), '{}', null, now())\
                            """)) {
                insert.setString(1, key);
                insert.executeUpdate();
            }

            Shop.submit(key, sku, 1, "card")
                    .then()
                    .statusCode(409)
                    .header("Retry-After", notNullValue())
                    .body("type", is("urn:steadfast:problem:idempotency-key-in-flight"));

            // The first one crashes: it leaves nothing behind.
            first.rollback();
        }
        Shop.submit(key, sku, 1, "card").then().statusCode(201);
    }

    @Test
    void aMissingKeyIsRefused() {
        Shop.storefront()
                .contentType(ContentType.JSON)
                .body(Shop.body("ANY", 1, "card"))
                .post("/v1/orders")
                .then()
                .statusCode(400)
                .body("type", is("urn:steadfast:problem:idempotency-key-missing"))
                .body("field", is("Idempotency-Key"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 4000})
    void aKeyOfAnUnusableLengthIsRefused(int length) {
        Shop.submit("k".repeat(length), "ANY", 1, "card")
                .then()
                .statusCode(400)
                .body("type", is("urn:steadfast:problem:idempotency-key-missing"));
    }

    @Test
    void twoKeysInOneRequestAreRefused() {
        Shop.storefront()
                .header("Idempotency-Key", newKey())
                .header("Idempotency-Key", newKey())
                .contentType(ContentType.JSON)
                .body(Shop.body("ANY", 1, "card"))
                .post("/v1/orders")
                .then()
                .statusCode(400);
    }

    private long keysWithoutTheirOrder() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count =
                        connection.prepareStatement(
                                """
                                select count(*) from idempotency_key k
                                where storefront = 'corner-shop'
                                    and not exists (select from orders o where o.id = k.order_id)\
                                """);
                ResultSet found = count.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private interface Call {
        Response number(int i);
    }

    /** All requests wait at one gate, so that they really come together. */
    private static List<Response> atOnce(int requests, Call call) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(requests)) {
            List<Callable<Response>> calls =
                    IntStream.range(0, requests)
                            .<Callable<Response>>mapToObj(i ->
                                    () -> {
                                        gate.await();
                                        return call.number(i);
                                    })
                            .toList();
            List<Future<Response>> futures = new ArrayList<>();
            calls.forEach(one -> futures.add(pool.submit(one)));
            gate.countDown();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
