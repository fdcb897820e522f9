package steadfast.fulfillment.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class TheDocumentedLimitsWorkTest {

    private static final int MILLION = 1_000_000;

    @Inject TestShop shop;

    @Test
    void tenThousandCardsAreOneRequestByIdAndByTheLongestCodes() {
        Sku sku = shop.newSku();
        Sku other = shop.newSku();
        List<String> longest =
                IntStream.range(0, 10_000)
                        .mapToObj(number ->
                                "\uD83C\uDFAE".repeat(460) + "%s-%05d".formatted(sku, number))
                        .toList();
        shop.upload(sku, "text/csv", String.join("\n", longest)).statusCode(200);

        shop.change(sku, "moves", Map.of("to", other.value(), "codes", longest, "reason", "x"))
                .statusCode(200)
                .body("moved", equalTo(10_000));
        List<String> ids =
                shop.query(
                        "select id::text from card where sku = ? and status = 'AVAILABLE'",
                        other.value());
        assertThat(ids).hasSize(10_000);
        List<String> tooMany = new ArrayList<>(ids);
        tooMany.add(UUID.randomUUID().toString());
        shop.change(other, "voids", Map.of("cardIds", tooMany, "reason", "x"))
                .statusCode(400)
                .body("field", equalTo("cardIds"));
        shop.change(other, "voids", Map.of("cardIds", ids, "reason", "x"))
                .statusCode(200)
                .body("supply", equalTo(0));
    }

    @Test
    @Tag("long")
    void aMillionCodesAreOneImportAndOneMoreIsTooMany() {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv", shop.codes(sku, 0, MILLION + 1))
                .statusCode(413)
                .body("type", equalTo("urn:steadfast:problem:too-many-codes"));
        shop.upload(sku, "text/csv", shop.codes(sku, 0, MILLION))
                .statusCode(200)
                .body("imported", equalTo(MILLION));
    }
}
