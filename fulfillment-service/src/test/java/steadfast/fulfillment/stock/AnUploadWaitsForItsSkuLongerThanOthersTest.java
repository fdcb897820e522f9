package steadfast.fulfillment.stock;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AnUploadWaitsForItsSkuLongerThanOthersTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;
    @Inject DataSource dataSource;

    @Test
    void whatWasReadAlreadyIsNotThrownAway() throws SQLException {
        Sku sku = shop.newSku();
        shop.upload(sku, "text/csv", shop.codes(sku, 0, 1)).statusCode(200);

        try (Connection other = dataSource.getConnection()) {
            lock(other, sku);
            CompletableFuture<Void> upload =
                    CompletableFuture.runAsync(() ->
                            shop.upload(sku, "text/csv", shop.codes(sku, 1, 1)).statusCode(200));
            waitingFor(3_500);
            other.rollback();
            await().atMost(LIMIT).until(upload::isDone);
            upload.join();
        }
    }

    @Test
    void aVoidThatWaitsTooLongIsToBeSentAgain() throws SQLException {
        Sku sku = shop.newSku();
        String importId =
                shop.upload(sku, "text/csv", shop.codes(sku, 0, 1))
                        .statusCode(200)
                        .extract()
                        .path("importId");

        try (Connection other = dataSource.getConnection()) {
            lock(other, sku);

            given().header("Authorization", TestShop.OPERATOR)
                    .contentType("application/json")
                    .body("{\"importId\":\"%s\",\"reason\":\"wrong box\"}".formatted(importId))
                    .post("/v1/stock/{sku}/voids", sku.value())
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:steadfast:problem:unavailable"));

            other.rollback();
        }
    }

    private static void lock(Connection other, Sku sku) throws SQLException {
        other.setAutoCommit(false);
        try (PreparedStatement lock =
                other.prepareStatement("select from stock where sku = ? for update")) {
            lock.setString(1, sku.value());
            lock.execute();
        }
    }

    /** Until somebody has waited for a lock for so long. */
    private void waitingFor(long millis) {
        await().atMost(LIMIT)
                .until(() ->
                        shop.count(
                                        "select count(*) from pg_locks where not granted"
                                                + " and waitstart < clock_timestamp() - ?::int * interval '1 millisecond'",
                                        millis)
                                > 0);
    }
}
