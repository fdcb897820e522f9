package steadfast.demo.buyers;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.demo.FakeShop.CUT;
import static steadfast.demo.FakeShop.json;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.client.Status;
import steadfast.client.Storefront;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.scenario.ClientAccess;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.Weather;
import steadfast.events.Sku;

class BuyerTest {

    static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";
    static final String PLACE = "POST /v1/orders";
    static final String LOOK = "GET /v1/orders/" + ID;
    static final String CANCEL = "POST /v1/orders/" + ID + "/cancel";
    static final String RETRY = "POST /v1/orders/" + ID + "/retry";
    static final String REVEAL = "GET /v1/cards/" + ID;
    static final Reply ORDER =
            new Reply(
                    201,
                    """
                    {"orderId":"%s","viewToken":"token","status":"PENDING_PAYMENT","total":{"amountMinor":1000,"currency":"USD"}}\
                    """
                            .formatted(ID));

    FakeShop shop;
    final List<Status> shown = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        shop =
                new FakeShop()
                        .on(PLACE, ORDER)
                        .on(LOOK, status("COMPLETED"))
                        .on(REVEAL, json("{\"cards\":[{\"code\":\"A\"},{\"code\":\"B\"}]}"));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aBuyerPlacesWaitsAndOpensTheCards() throws Exception {
        shop.on(LOOK, status("PENDING_PAYMENT"), status("PROCESSING"), status("COMPLETED"));

        Purchase purchase = buy(1, Duration.ofSeconds(30));

        assertThat(purchase.orderId().orElseThrow()).hasToString(ID);
        assertThat(purchase.readings())
                .extracting(StatusReading::status)
                .containsExactly(Status.PENDING_PAYMENT, Status.PROCESSING, Status.COMPLETED);
        assertThat(purchase.roundBegan()).isEqualTo(purchase.acknowledgedAt());
        assertThat(shown).endsWith(Status.PROCESSING, Status.COMPLETED);
        assertThat(purchase.codes()).containsExactly("A", "B");
        assertThat(purchase.untilFinal()).isPresent();
        assertThat(purchase.complaints()).isEmpty();
        assertThat(shop.requestsOf(PLACE).getFirst().header("Authorization"))
                .isEqualTo("Bearer shop-key");
        assertThat(shop.requestsOf(REVEAL).getFirst().header("View-token")).isEqualTo("token");
    }

    @Test
    void threeClicksAtOnceSendTheSameKey() throws Exception {
        Purchase purchase = buy(3, Duration.ofSeconds(30));

        assertThat(purchase.receipts()).hasSize(3);
        assertThat(shop.requestsOf(PLACE))
                .hasSize(3)
                .allMatch(request -> request.header("Idempotency-key").equals("key-7"));
    }

    @Test
    void whatWasNotAnsweredIsSentAgainWithTheSameKey() throws Exception {
        shop.on(
                PLACE,
                CUT,
                new Reply(503, "{}"),
                new Reply(201, "{\"orderId\":"),
                new Reply(429, "{}"),
                new Reply(409, "{\"retryable\":true}"),
                ORDER);

        Purchase purchase = buy(1, Duration.ofMinutes(1));

        assertThat(purchase.receipts()).hasSize(1);
        assertThat(shop.requestsOf(PLACE))
                .hasSizeGreaterThanOrEqualTo(6)
                .extracting(request -> request.header("Idempotency-key") + request.body())
                .containsOnly("key-7{\"sku\":\"S\",\"quantity\":2,\"paymentMethod\":\"card\"}");
    }

    @Test
    void pollsGoOnWhileTheShopIsDown() throws Exception {
        shop.on(LOOK, CUT, new Reply(500, "oops"), new Reply(404, "{}"), status("COMPLETED"));
        shop.on(REVEAL, new Reply(503, ""), new Reply(409, "{}"), json("{\"cards\":[]}"));

        Purchase purchase = buy(1, Duration.ofMinutes(1));

        assertThat(purchase.readings())
                .extracting(StatusReading::status)
                .containsExactly(Status.COMPLETED);
        assertThat(purchase.complaints()).isEmpty();
    }

    @Test
    void aDefiniteNoIsNotSentAgain() throws Exception {
        shop.on(PLACE, new Reply(422, "{\"type\":\"urn:x:unknown-sku\",\"detail\":\"none\"}"));

        Purchase purchase = buy(1, Duration.ofMinutes(1));

        assertThat(purchase.receipts()).isEmpty();
        assertThat(shop.requestsOf(PLACE)).hasSize(1);
        assertThat(purchase.complaints()).containsExactly("status 422 urn:x:unknown-sku none");
    }

    @Test
    void aFailedOrderHasNoCardsToOpen() throws Exception {
        shop.on(LOOK, status("FAILED"));

        Purchase purchase = buy(1, Duration.ofMinutes(1));

        assertThat(purchase.readings())
                .extracting(StatusReading::status)
                .containsExactly(Status.FAILED);
        assertThat(shop.requestsOf(REVEAL)).isEmpty();
    }

    @Test
    void patienceEnds() throws Exception {
        shop.on(LOOK, status("PROCESSING"));

        Purchase purchase = buy(1, Duration.ofSeconds(3));

        assertThat(purchase.receipts()).hasSize(1);
        assertThat(purchase.untilFinal()).isEmpty();
    }

    @Test
    void whoeverWentHomeComesBackAndOpensTheCardsThatAreThere() throws Exception {
        shop.on(LOOK, status("PROCESSING"));
        Purchase gone = buy(1, Duration.ofSeconds(1));
        assertThat(gone.codes()).isEmpty();

        assertThat(comeBack(gone).codes()).as("not completed").isEmpty();
        assertThat(shop.requestsOf(REVEAL)).isEmpty();

        shop.on(LOOK, status("COMPLETED"));
        Purchase opened = comeBack(gone);
        assertThat(opened.codes()).containsExactly("A", "B");
        assertThat(opened.readings()).isEqualTo(gone.readings());

        assertThat(comeBack(opened)).isEqualTo(opened);
        assertThat(shop.requestsOf(REVEAL)).as("opened already").hasSize(1);
    }

    private Purchase comeBack(Purchase purchase) throws Exception {
        try (ShopHttp http = new ShopHttp()) {
            return new ReturningBuyers(new Storefront(http, ClientAccess.to(shop)))
                    .comeBack(List.of(purchase))
                    .getFirst();
        }
    }

    @Test
    void aCrowdGoesHomeFromAShopThatIsDead() throws Exception {
        shop.on(PLACE, new Reply(503, ""));
        List<BuyerPlan> buyerPlans = DemoScenario.draw(20, 7, "T", Weather.CALM).buyerPlans();

        try (ShopHttp http = new ShopHttp()) {
            List<Purchase> purchases =
                    new LoadGenerator(
                                    3, buyerPlan -> buyer(http, buyerPlan, Duration.ofMillis(300)))
                            .buy(buyerPlans);

            assertThat(purchases)
                    .extracting(Purchase::buyerPlan)
                    .containsExactlyElementsOf(buyerPlans);
            assertThat(purchases).allMatch(purchase -> purchase.receipts().isEmpty());
            assertThat(purchases.getLast().complaints()).containsExactly("no buyer was left");
        }
    }

    @Test
    void whoeverWaitsLongLeavesTheCounterToTheNextOne() throws Exception {
        shop.on(LOOK, status("PROCESSING"));
        List<BuyerPlan> buyerPlans = DemoScenario.draw(2, 7, "T", Weather.CALM).buyerPlans();
        Duration patience = Duration.ofSeconds(9);

        try (ShopHttp http = new ShopHttp()) {
            List<Purchase> purchases =
                    new LoadGenerator(1, buyerPlan -> buyer(http, buyerPlan, patience))
                            .buy(buyerPlans);

            assertThat(purchases).allMatch(purchase -> purchase.untilFinal().isEmpty());
            Instant first = purchases.getFirst().acknowledgedAt().orElseThrow();
            Instant second = purchases.getLast().acknowledgedAt().orElseThrow();
            assertThat(second).isBefore(first.plus(patience));
            assertThat(purchases.getFirst().readings().getLast().askedAt()).isAfter(second);
        }
    }

    @Test
    void aCancelIsSentAgainUntilItIsAnsweredAndTheEndIsAwaited() throws Exception {
        shop.on(CANCEL, CUT, new Reply(503, ""), json("{\"status\":\"PROCESSING\"}"));
        shop.on(LOOK, status("PROCESSING"), status("FAILED"));

        Purchase purchase = buy(BuyerPlan.Manner.CANCELS);

        assertThat(shop.requestsOf(CANCEL)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(shop.requestsOf(CANCEL).getFirst().header("View-token")).isEqualTo("token");
        assertThat(purchase.readings())
                .extracting(StatusReading::status)
                .containsExactly(Status.PROCESSING, Status.FAILED);
        assertThat(purchase.complaints()).isEmpty();
    }

    @Test
    void aCancelThatComesTooLateIsTakenAsItIs() throws Exception {
        shop.on(CANCEL, new Reply(409, "{\"type\":\"urn:x:not-cancellable\"}"));

        Purchase purchase = buy(BuyerPlan.Manner.CANCELS);

        assertThat(shop.requestsOf(CANCEL)).hasSize(1);
        assertThat(purchase.codes()).containsExactly("A", "B");
        assertThat(purchase.complaints()).isEmpty();
    }

    @Test
    void aDeclinedOrderIsPaidOnceMoreWithAnotherCard() throws Exception {
        shop.on(RETRY, json("{\"status\":\"PROCESSING\"}"));
        shop.on(LOOK, status("FAILED"), status("PROCESSING"), status("COMPLETED"));

        Purchase purchase = buy(BuyerPlan.Manner.TRIES_AGAIN);

        assertThat(shop.requestsOf(RETRY))
                .extracting(FakeShop.Request::body)
                .containsExactly("{\"paymentMethod\":\"wallet\"}");
        assertThat(purchase.codes()).containsExactly("A", "B");
        assertThat(purchase.roundBegan()).isEqualTo(purchase.retriedAt());
        assertThat(purchase.readingsOfLastRound().map(StatusReading::status))
                .containsExactly(Status.PROCESSING, Status.COMPLETED);
    }

    @Test
    void aSecondNoIsTaken() throws Exception {
        shop.on(RETRY, new Reply(409, "{}"));
        shop.on(LOOK, status("FAILED"));

        Purchase purchase = buy(BuyerPlan.Manner.TRIES_AGAIN);

        assertThat(shop.requestsOf(RETRY)).hasSize(1);
        assertThat(purchase.readingsOfLastRound().map(StatusReading::status))
                .containsExactly(Status.FAILED);
    }

    private Purchase buy(BuyerPlan.Manner manner) throws Exception {
        try (ShopHttp http = new ShopHttp()) {
            return buyer(http, buyerPlan(1, manner), Duration.ofMinutes(1)).buy(() -> {});
        }
    }

    private static BuyerPlan buyerPlan(int clicks, BuyerPlan.Manner manner) {
        return new BuyerPlan(7, new Sku("S"), 2, "card", "wallet", "key-7", clicks, manner);
    }

    private Purchase buy(int clicks, Duration patience) throws Exception {
        try (ShopHttp http = new ShopHttp()) {
            return buyer(http, buyerPlan(clicks, BuyerPlan.Manner.PATIENT), patience).buy(() -> {});
        }
    }

    private Buyer buyer(ShopHttp http, BuyerPlan buyerPlan, Duration patience) {
        return new Buyer(
                new Storefront(http, ClientAccess.to(shop)),
                new Phone(http),
                patience,
                buyerPlan,
                shown::add,
                Clock.systemUTC());
    }

    private static Reply status(String status) {
        return json("{\"status\":\"" + status + "\"}");
    }
}
