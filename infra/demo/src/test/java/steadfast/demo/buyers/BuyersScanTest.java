package steadfast.demo.buyers;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.demo.FakeShop.CUT;
import static steadfast.demo.FakeShop.json;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.client.Status;
import steadfast.client.Storefront;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.scenario.ClientAccess;
import steadfast.events.Sku;

class BuyersScanTest {

    static final String SCAN = "POST /v1/payments/p/pay?token=t";

    FakeShop shop;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeShop();
        shop.on(BuyerTest.PLACE, BuyerTest.ORDER)
                .on(BuyerTest.LOOK, toScan(), toScan(), toScan(), toScan(), completed())
                .on(BuyerTest.REVEAL, json("{\"cards\":[]}"))
                .on(SCAN, json("{\"status\":\"CAPTURED\"}"));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aBuyerScansOnce() throws Exception {
        Purchase purchase = buy(BuyerPlan.Manner.PATIENT);

        assertThat(shop.requestsOf(SCAN)).hasSize(1);
        assertThat(purchase.readings())
                .extracting(StatusReading::status)
                .endsWith(Status.COMPLETED);
    }

    @Test
    void aScanThatIsNotAnsweredIsDoneAgainAndANoIsTaken() throws Exception {
        shop.on(SCAN, CUT, new Reply(409, "{\"error\":\"nothing-to-pay\"}"));

        buy(BuyerPlan.Manner.PATIENT);

        assertThat(shop.requestsOf(SCAN)).hasSize(2);
    }

    @Test
    void whoNeverPaysScansNothing() throws Exception {
        buy(BuyerPlan.Manner.NEVER_PAYS);

        assertThat(shop.requestsOf(SCAN)).isEmpty();
    }

    @Test
    void whoChangesTheMethodSaysSoAndWaitsForTheSecondRound() throws Exception {
        shop.on(
                BuyerTest.LOOK,
                toScan(),
                toScan(),
                json("{\"status\":\"PROCESSING\",\"round\":2}"),
                json("{\"status\":\"COMPLETED\",\"round\":2}"));
        shop.on(BuyerTest.RETRY, json("{}"));

        Purchase purchase = buy(BuyerPlan.Manner.CHANGES_METHOD);

        assertThat(shop.requestsOf(SCAN)).isEmpty();
        assertThat(shop.requestsOf(BuyerTest.RETRY))
                .extracting(FakeShop.Request::body)
                .containsExactly("{\"paymentMethod\":\"wallet\"}");
        assertThat(purchase.roundBegan()).isNotEqualTo(purchase.acknowledgedAt());
        assertThat(purchase.readingsOfLastRound().map(StatusReading::status))
                .containsExactly(Status.COMPLETED);
    }

    @Test
    void whereTheOpenPaymentIsInTheWayItIsClosedFirst() throws Exception {
        shop.on(BuyerTest.LOOK, toScan(), toScan(), status("FAILED"), completed());
        shop.on(BuyerTest.CANCEL, json("{}"));
        shop.on(BuyerTest.RETRY, new Reply(409, "{}"), json("{}"));

        Purchase purchase = buy(BuyerPlan.Manner.CHANGES_METHOD);

        assertThat(shop.requestsOf(SCAN)).isEmpty();
        assertThat(shop.requestsOf(BuyerTest.CANCEL)).hasSize(1);
        assertThat(shop.requestsOf(BuyerTest.RETRY))
                .extracting(FakeShop.Request::body)
                .containsOnly("{\"paymentMethod\":\"wallet\"}");
        assertThat(purchase.readingsOfLastRound().map(StatusReading::status))
                .containsExactly(Status.COMPLETED);
    }

    private Purchase buy(BuyerPlan.Manner manner) throws Exception {
        BuyerPlan buyerPlan = new BuyerPlan(7, new Sku("S"), 2, "qr", "wallet", "key-7", 1, manner);
        try (ShopHttp http = new ShopHttp()) {
            return new Buyer(
                            new Storefront(http, ClientAccess.to(shop)),
                            new Phone(http),
                            Duration.ofMinutes(1),
                            buyerPlan,
                            status -> {},
                            Clock.systemUTC())
                    .buy(() -> {});
        }
    }

    private Reply toScan() {
        return json(
                """
                {"status":"PENDING_PAYMENT","nextAction":{"kind":"PAY","action":"%s"}}\
                """
                        .formatted(shopAddress() + "/v1/payments/p/pay?token=t"));
    }

    private String shopAddress() {
        return shop.order().toString();
    }

    private static Reply completed() {
        return status("COMPLETED");
    }

    private static Reply status(String status) {
        return json("{\"status\":\"" + status + "\"}");
    }
}
