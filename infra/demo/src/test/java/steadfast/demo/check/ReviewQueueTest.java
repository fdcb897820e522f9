package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadfast.demo.FakeShop.json;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.OrderId;

class ReviewQueueTest {

    static final String FIRST = "01890a5d-ac96-774b-bcce-b302099a8057";
    static final String SECOND = "01890a5d-ac96-774b-bcce-b302099a8058";
    static final Instant OPENED = Instant.parse("2026-01-01T00:00:45Z");
    static final Instant CLOSED = Instant.parse("2026-01-01T00:00:50Z");

    FakeShop shop;
    ShopHttp http;
    ReviewQueue queue;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeShop();
        http = new ShopHttp();
        queue = new ReviewQueue(http, shop);
        shop.on("GET /v1/cases?status=open&limit=200", cases("null"));
        shop.on("GET /v1/cases?status=closed&limit=200", cases("null"));
    }

    @AfterEach
    void stop() {
        http.close();
        shop.close();
    }

    @Test
    void openAndClosedCasesAreReadPageByPage() throws Exception {
        shop.on("GET /v1/cases?status=open&limit=200", cases("\"a=b\"", open("1", FIRST)));
        shop.on(
                "GET /v1/cases?status=open&limit=200&cursor=a%3Db",
                cases("null", open("2", SECOND)));
        shop.on("GET /v1/cases?status=closed&limit=200", cases("null", closed("3", SECOND)));

        assertThat(queue.cases())
                .containsExactly(
                        new QueuedCase(OrderId.parse(FIRST), OPENED, Optional.empty()),
                        new QueuedCase(OrderId.parse(SECOND), OPENED, Optional.empty()),
                        new QueuedCase(OrderId.parse(SECOND), OPENED, Optional.of(CLOSED)));
        assertThat(shop.requests)
                .allMatch(
                        request -> request.header("Authorization").equals("Bearer operator-token"));
    }

    @Test
    void aCaseThatClosesBetweenTheReadingsIsClosed() throws Exception {
        shop.on("GET /v1/cases?status=open&limit=200", cases("null", open("1", FIRST)));
        shop.on("GET /v1/cases?status=closed&limit=200", cases("null", closed("1", FIRST)));

        assertThat(queue.cases())
                .containsExactly(new QueuedCase(OrderId.parse(FIRST), OPENED, Optional.of(CLOSED)));
    }

    @Test
    void casesThatCannotBeReadAreNotTakenForNone() {
        shop.on("GET /v1/cases?status=closed&limit=200", new Reply(503, "{}"));

        assertThatThrownBy(queue::cases)
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("/v1/cases?status=closed")
                .hasMessageContaining("503");
    }

    @Test
    void overdueOrdersAreReadPageByPage() throws Exception {
        shop.on(
                "GET /v1/overdue?limit=200",
                json("{\"orders\":[{\"orderId\":\"" + FIRST + "\"}],\"next\":\"a=b\"}"));
        shop.on(
                "GET /v1/overdue?limit=200&after=a%3Db",
                json("{\"orders\":[{\"orderId\":\"" + SECOND + "\"}],\"next\":null}"));

        assertThat(queue.overdue())
                .containsExactlyInAnyOrder(OrderId.parse(FIRST), OrderId.parse(SECOND));
    }

    private static Reply cases(String next, String... cases) {
        return json("{\"cases\":[" + String.join(",", cases) + "],\"next\":" + next + "}");
    }

    private static String open(String caseId, String orderId) {
        return reviewCase(caseId, orderId, "OPEN", "null");
    }

    private static String closed(String caseId, String orderId) {
        return reviewCase(caseId, orderId, "CLOSED", "\"" + CLOSED + "\"");
    }

    private static String reviewCase(
            String caseId, String orderId, String status, String closedAt) {
        return """
        {"caseId":"%s","orderId":"%s","paymentId":"%s-1","status":"%s","openedAt":"%s","closedAt":%s}\
        """
                .formatted(caseId, orderId, orderId, status, OPENED, closedAt);
    }
}
