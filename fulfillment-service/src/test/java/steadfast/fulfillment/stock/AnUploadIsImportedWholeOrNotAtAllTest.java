package steadfast.fulfillment.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AnUploadIsImportedWholeOrNotAtAllTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    @Test
    void aCsvUploadIsInTheStockAuditedAndTold() {
        Sku sku = shop.newSku();
        long before = System.currentTimeMillis();

        long first =
                shop.upload(sku, "text/csv", "code\r\n" + shop.codes(sku, 0, 3))
                        .statusCode(200)
                        .body("imported", equalTo(3))
                        .body("supply", equalTo(3))
                        .body("importId", notNullValue())
                        .extract()
                        .path("version");
        long second =
                shop.upload(sku, "text/csv; charset=utf-8", shop.codes(sku, 3, 2))
                        .statusCode(200)
                        .body("supply", equalTo(5))
                        .extract()
                        .path("version");

        // By the clock: order-service believes no version that lies ahead.
        assertThat(first).isBetween(before, System.currentTimeMillis());
        assertThat(second).isGreaterThan(first).isLessThanOrEqualTo(System.currentTimeMillis());

        assertThat(available(sku)).isEqualTo(5);
        assertThat(
                        shop.query(
                                "select who || ' ' || action || ' ' || cards from stock_change"
                                        + " where sku = ? order by id",
                                sku.value()))
                .containsExactly("test-operator IMPORT 3", "test-operator IMPORT 2");
        assertThat(levelsUpTo(sku, second))
                .containsExactly(new StockLevel(sku, first, 3), new StockLevel(sku, second, 5));
    }

    @Test
    void aJsonLinesUploadIsInTheStock() {
        Sku sku = shop.newSku();

        shop.upload(
                        sku,
                        "application/x-ndjson",
                        "{\"code\":\"%s-1\"}\n{\"code\":\"%s-2\"}\n".formatted(sku, sku))
                .statusCode(200)
                .body("imported", equalTo(2));

        assertThat(available(sku)).isEqualTo(2);
    }

    @Test
    void everyRefusedLineIsNamedAndNothingIsImported() throws Exception {
        Sku sku = shop.newSku();
        long version =
                shop.upload(sku, "text/csv", sku + "-old")
                        .statusCode(200)
                        .extract()
                        .path("version");
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        for (String line :
                List.of(
                        "code",
                        sku + "-1",
                        "",
                        sku + "-1",
                        "x".repeat(513),
                        sku + "\t2",
                        sku + "-old",
                        "a,b",
                        " c")) {
            upload.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        upload.write(new byte[] {(byte) 0xFF, '\n'});

        shop.upload(sku, "text/csv", upload.toByteArray())
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:steadfast:problem:codes-refused"))
                .body("retryable", equalTo(false))
                .body("refusedTotal", equalTo(7))
                .body("refused.line", contains(4, 5, 6, 7, 8, 9, 10))
                .body(
                        "refused.reason",
                        contains(
                                "duplicate-in-upload",
                                "too-long",
                                "control-character",
                                "duplicate-of-stock",
                                "invalid-csv",
                                "surrounding-space",
                                "invalid-encoding"));

        assertThat(available(sku)).isEqualTo(1);
        assertThat(shop.query("select version::text from stock where sku = ?", sku.value()))
                .containsExactly("" + version);
    }

    @Test
    void aBadJsonLineIsNamed() {
        Sku sku = shop.newSku();

        shop.upload(sku, "application/x-ndjson", "{\"code\":\"" + sku + "\"}\n{\"code\":7}")
                .statusCode(422)
                .body("refused", hasSize(1))
                .body("refused[0]", equalTo(Map.of("line", 2, "reason", "invalid-json")));
    }

    @Test
    void theProblemSpeaksTheOperatorsLanguage() {
        given().header("Authorization", TestShop.OPERATOR)
                .header("Accept-Language", "zh-CN,zh;q=0.9")
                .contentType("text/csv")
                .body(" a")
                .post("/v1/stock/{sku}", shop.newSku().value())
                .then()
                .statusCode(422)
                .body("detail", equalTo("共有 1 行被拒绝；此处列出前面的行。"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "zh;q=abc", "zh;q=2", "zh;q=0", ";;;", "fr"})
    void aLanguageThatCannotBeReadOrIsRefusedChangesNothingButTheLanguage(String languages) {
        given().header("Authorization", TestShop.OPERATOR)
                .header("Accept-Language", languages)
                .contentType("text/csv")
                .body(" a")
                .post("/v1/stock/{sku}", shop.newSku().value())
                .then()
                .statusCode(422)
                .header("Content-Language", equalTo("en"))
                .body("detail", equalTo("1 lines were refused; the first are listed."));
    }

    @Test
    void theSameUploadAgainIsRefusedForAnySku() {
        Sku sku = shop.newSku();
        String upload = shop.codes(sku, 0, 150);
        shop.upload(sku, "text/csv", upload).statusCode(200);

        for (Sku target : List.of(sku, shop.newSku())) {
            shop.upload(target, "text/csv", upload)
                    .statusCode(422)
                    .body("refusedTotal", equalTo(150))
                    .body("refused", hasSize(100))
                    .body("refused[99].line", equalTo(100))
                    .body("refused[99].reason", equalTo("duplicate-of-stock"));
        }

        assertThat(shop.count("select count(*) from stock_change where sku = ?", sku.value()))
                .isEqualTo(1);
    }

    @Test
    void aHundredThousandCodesAreImportedInOneGo() {
        Sku sku = shop.newSku();
        String upload = "code\n" + shop.codes(sku, 0, 100_000);

        long startedAt = System.nanoTime();
        shop.upload(sku, "text/csv", upload)
                .statusCode(200)
                .body("imported", equalTo(100_000))
                .body("supply", equalTo(100_000));
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);

        Logger.getLogger(getClass()).infof("100,000 codes imported: took=%s", took);
        assertThat(available(sku)).isEqualTo(100_000);
    }

    @Test
    void anUploadWithoutCodesIsAProblem() {
        for (String nothing : List.of("", "code\n")) {
            shop.upload(shop.newSku(), "text/csv", nothing)
                    .statusCode(422)
                    .body("type", equalTo("urn:steadfast:problem:no-codes"));
        }
    }

    @Test
    void aSkuThatIsNoneIsAProblem() {
        given().header("Authorization", TestShop.OPERATOR)
                .contentType("text/csv")
                .body("A")
                .post("/v1/stock/{sku}", "no sku")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:steadfast:problem:invalid-sku"))
                .body("field", equalTo("sku"));
    }

    @Test
    void onlyAnOperatorMayImport() {
        Sku sku = shop.newSku();

        given().contentType("text/csv")
                .body("A")
                .post("/v1/stock/{sku}", sku.value())
                .then()
                .statusCode(401);
        given().header("Authorization", TestShop.STOREFRONT)
                .contentType("text/csv")
                .body("A")
                .post("/v1/stock/{sku}", sku.value())
                .then()
                .statusCode(403);
        given().header("Authorization", TestShop.STOREFRONT)
                .get("/v1/stock")
                .then()
                .statusCode(403);
    }

    @Test
    void twoImportsOfTheSameCodesAtOnceLeaveOne() throws Exception {
        Sku one = shop.newSku();
        Sku other = shop.newSku();
        String forwards = shop.codes(one, 0, 2_000);
        String backwards =
                forwards.lines().toList().reversed().stream().collect(Collectors.joining("\n"));

        List<Integer> statuses =
                IntStream.range(0, 2)
                        .parallel()
                        .mapToObj(upload ->
                                shop.upload(
                                                upload == 0 ? one : other,
                                                "text/csv",
                                                upload == 0 ? forwards : backwards)
                                        .extract()
                                        .statusCode())
                        .toList();

        assertThat(statuses).containsExactlyInAnyOrder(200, 422);
        assertThat(available(one) + available(other)).isEqualTo(2_000);
    }

    private int available(Sku sku) {
        return shop.count(
                "select count(*) from card where sku = ? and status = 'AVAILABLE'", sku.value());
    }

    private List<StockLevel> levelsUpTo(Sku sku, long version) {
        try (TestRecords records = TestRecords.ofApplication()) {
            records.await(
                    "stock-levels",
                    record ->
                            record.is("StockLevel", sku.value())
                                    && level(record).version() == version,
                    LIMIT);
            return records.all("stock-levels", sku.value()).stream().map(this::level).toList();
        }
    }

    private StockLevel level(TestRecord record) {
        return (StockLevel) shop.read(record);
    }
}
