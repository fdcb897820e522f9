package steadfast.fulfillment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

/** What a mistake in the code, or a hand at the database, runs into. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class TheDatabaseBacksThePromisesTest {

    private static final String GIVE =
            "update card set status = 'ISSUED', order_id = ?, order_item = ?, order_quantity = ?, issued_at = now()"
                    + " where id = (select id from card where sku = ? and status = 'AVAILABLE' limit 1)";

    @Inject TestShop shop;

    @Test
    void anIssuedCardNeverGoesToAnotherOrder() {
        Sku sku = shop.newSku();
        OrderId order = issued(sku, 1);
        OrderId other = open(sku, 1);

        refused("update card set order_id = ? where order_id = ?", other.value(), order.value());
        refused(
                "update card set status = 'AVAILABLE', order_id = null, order_item = null, order_quantity = null, issued_at = null where order_id = ?",
                order.value());
        refused("delete from card where order_id = ?", order.value());
    }

    @Test
    void anIssuedOrderGetsNoMoreCards() {
        Sku sku = shop.newSku();
        OrderId order = issued(sku, 1);
        shop.stock(sku, 10, 1);

        refused(GIVE, order.value(), 1, 1, sku.value());
        refused(GIVE, order.value(), 2, 1, sku.value());
        refused(GIVE, order.value(), 2, 2, sku.value());
    }

    @Test
    void anOrderGetsNoCardTwiceNoMoreThanItBoughtAndNoneOfAnotherSku() {
        Sku sku = shop.newSku();
        Sku otherSku = shop.newSku();
        OrderId order = open(sku, 2);
        shop.stock(otherSku, 1);
        shop.query("insert into stock (sku) values (?) on conflict do nothing", sku.value());

        refused(GIVE, order.value(), 1, 2, otherSku.value());
        refused(GIVE, order.value(), 1, 1, otherSku.value());
    }

    @Test
    void whatWasBoughtNeverChanges() {
        OrderId order = open(shop.newSku(), 2);

        refused("update issuing set quantity = 3 where order_id = ?", order.value());
        refused("update issuing set sku = 'ANOTHER' where order_id = ?", order.value());
        refused(
                "update issuing set view_token_sha256 = sha256('another') where order_id = ?",
                order.value());
    }

    @Test
    void anOrderIsNotIssuedWithFewerCardsThanItBought() {
        OrderId order = open(shop.newSku(), 2);

        refused(
                "update issuing set status = 'ISSUED', issued_at = now(), last_said = '[]' where order_id = ?",
                order.value());
    }

    @Test
    void aWithdrawnOrderGetsNoCardsAndStaysWithdrawn() {
        Sku sku = shop.newSku();
        OrderId order = open(sku, 1);
        shop.query(
                "update issuing set status = 'WITHDRAWN', withdrawn_at = now() where order_id = ?",
                order.value());
        shop.stock(sku, 1);

        refused(GIVE, order.value(), 1, 1, sku.value());
        refused(
                "update issuing set status = 'WAITING', withdrawn_at = null where order_id = ?",
                order.value());
    }

    @Test
    void anIssuedOrderIsNotWithdrawnOrForgotten() {
        OrderId order = issued(shop.newSku(), 1);

        refused(
                "update issuing set status = 'WITHDRAWN', withdrawn_at = now(), issued_at = null where order_id = ?",
                order.value());
        refused("update issuing set quantity = 2 where order_id = ?", order.value());
        refused("delete from issuing where order_id = ?", order.value());
    }

    @Test
    void aWithdrawalThatTheIssueOvertookIsNoFailure() {
        OrderId order = issued(shop.newSku(), 1);

        assertThat(
                        shop.query(
                                """
                                insert into issuing (order_id, status, payment_round, sku, quantity,
                                    view_token_sha256, withdrawn_at, last_said, asked_at)
                                select order_id, 'WITHDRAWN', payment_round, sku, quantity,
                                    view_token_sha256, now(), '[]', asked_at
                                from issuing where order_id = ?
                                on conflict (order_id) do nothing returning order_id::text
                                """,
                                order.value()))
                .isEmpty();
    }

    @Test
    void aVoidedCardStaysVoided() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        shop.query(
                "update card set status = 'VOIDED', void_id = import_id where sku = ?",
                sku.value());

        refused("update card set status = 'AVAILABLE', void_id = null where sku = ?", sku.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stock_change", "reveal"})
    void theAuditIsAppendOnly(String table) {
        refused("delete from " + table);
        refused("truncate " + table + " cascade");
    }

    @Test
    void theSameCodeIsNotInTheStockTwice() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);

        refused(
                "insert into card (id, sku, import_id, sealed, fingerprint)"
                        + " select gen_random_uuid(), sku, import_id, sealed, fingerprint from card where sku = ?",
                sku.value());
    }

    private void refused(String sql, Object... parameters) {
        assertThatThrownBy(() -> shop.query(sql, parameters))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ERROR");
    }

    private OrderId issued(Sku sku, int cards) {
        shop.stock(sku, cards);
        return paid(sku, cards, "ISSUED");
    }

    private OrderId open(Sku sku, int cards) {
        return paid(sku, cards, "WAITING");
    }

    private OrderId paid(Sku sku, int cards, String status) {
        OrderId order = shop.newOrder();
        try (TestRecords records = TestRecords.ofApplication()) {
            shop.publish(records, shop.paid(order, sku, cards));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(shop.status(order)).isEqualTo(status));
        return order;
    }
}
