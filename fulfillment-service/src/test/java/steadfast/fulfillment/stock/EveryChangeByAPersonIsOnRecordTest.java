package steadfast.fulfillment.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.rules.ChangesByPeople;

/** The row says what the change was; what was there before is the sum of the rows before. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class EveryChangeByAPersonIsOnRecordTest {

    private static final String LEAKED = "leaked";

    @Inject TestShop shop;

    /** A change and the row that it leaves. */
    private record Change(Consumer<Sku> make, String row) {}

    private final Map<String, Change> changes =
            Map.of(
                    "StockResource.importCsv",
                    new Change(
                            sku -> shop.upload(sku, "text/csv", sku + "-new").statusCode(200),
                            "test-operator IMPORT 1 null"),
                    "StockResource.importJsonLines",
                    new Change(
                            sku ->
                                    shop.upload(
                                                    sku,
                                                    "application/x-ndjson",
                                                    "{\"code\":\"" + sku + "-new\"}")
                                            .statusCode(200),
                            "test-operator IMPORT 1 null"),
                    "VoidsResource.voidCards",
                    new Change(
                            sku -> shop.change(sku, "voids", byCode(sku, Map.of())).statusCode(200),
                            "test-operator VOID 1 leaked"),
                    "MovesResource.move",
                    new Change(
                            sku ->
                                    shop.change(
                                                    sku,
                                                    "moves",
                                                    byCode(
                                                            sku,
                                                            Map.of("to", shop.newSku().value())))
                                            .statusCode(200),
                            "test-operator MOVE_OUT 1 leaked"));

    static Set<String> operations() {
        return ChangesByPeople.in("steadfast.fulfillment");
    }

    @Test
    void theOperationsAreTheseFour() {
        assertThat(operations()).isEqualTo(Set.copyOf(changes.keySet()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void itLeavesOneRowWithWhoDidIt(String operation) {
        Change change = changes.get(operation);
        assertThat(change).as("add the audit row that " + operation + " leaves").isNotNull();
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        List<String> before = rows(sku);

        change.make().accept(sku);

        assertThat(rows(sku).subList(before.size(), rows(sku).size()))
                .containsExactly(change.row());
        assertThat(entries(sku)).hasSameSizeAs(rows(sku));
    }

    private Map<String, Object> byCode(Sku sku, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("codes", List.of(shop.codes(sku, 0, 1)));
        request.put("reason", LEAKED);
        return request;
    }

    private List<String> entries(Sku sku) {
        return shop.query(
                """
                select entry ->> 'id' from audit_chain
                join stock_change on id = (entry ->> 'id')::uuid and entry ->> 'sku' = sku
                where source = 'stock_change' and sku = ?\
                """,
                sku.value());
    }

    private List<String> rows(Sku sku) {
        return shop.query(
                """
                select concat_ws(' ', who, action, cards, coalesce(reason, 'null')) from stock_change
                where sku = ? and at is not null order by at, id\
                """,
                sku.value());
    }
}
