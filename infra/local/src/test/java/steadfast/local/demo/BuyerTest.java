package steadfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.local.demo.FakeShop.CUT;
import static steadfast.local.demo.FakeShop.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Sku;
import steadfast.local.demo.FakeShop.Reply;

class BuyerTest {

    static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";
    static final String PLACE = "POST /v1/orders";
    static final String LOOK = "GET /v1/orders/" + ID;
    static final String REVEAL = "GET /v1/cards/" + ID;
    static final Reply ORDER =
            new Reply(
                    201,
                    """
                    {"orderId":"%s","viewToken":"token","status":"PENDING_PAYMENT","total":{"amountMinor":1000,"currency":"USD"}}\
                    """
                            .formatted(ID));

    FakeShop shop;
    final List<Status> heard = new ArrayList<>();

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
        assertThat(purchase.told())
                .containsExactlyInAnyOrder(
                        Status.PENDING_PAYMENT, Status.PROCESSING, Status.COMPLETED);
        assertThat(heard).endsWith(Status.PROCESSING, Status.COMPLETED);
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

        assertThat(purchase.told()).containsExactly(Status.COMPLETED);
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

        assertThat(purchase.told()).containsExactly(Status.FAILED);
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
    void aCrowdGoesHomeFromAShopThatIsDead() throws Exception {
        shop.on(PLACE, new Reply(503, ""));
        List<Wish> wishes = Assortment.draw(20, 7, "T").wishes();

        try (ShopHttp http = new ShopHttp()) {
            List<Purchase> purchases =
                    new Crowd(3, wish -> buyer(http, wish, Duration.ofMillis(300))).buy(wishes);

            assertThat(purchases).extracting(Purchase::wish).containsExactlyElementsOf(wishes);
            assertThat(purchases).allMatch(purchase -> purchase.receipts().isEmpty());
            assertThat(purchases.getLast().complaints()).containsExactly("no buyer was left");
        }
    }

    private Purchase buy(int clicks, Duration patience) throws Exception {
        try (ShopHttp http = new ShopHttp()) {
            return buyer(http, new Wish(7, new Sku("S"), 2, "card", "key-7", clicks), patience)
                    .buy();
        }
    }

    private Buyer buyer(ShopHttp http, Wish wish, Duration patience) {
        return new Buyer(new Storefront(http, shop), patience, wish, heard::add);
    }

    private static Reply status(String status) {
        return json("{\"status\":\"" + status + "\"}");
    }
}
