package steadfast.reconciler.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.WatchedRows;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class OverdueOrdersAreListedTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject WatchedRows rows;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void anOrderPastItsTimeToLiveIsListedWithEverythingThatIsKnown() {
        OrderStory story = OrderStory.expiredFor(3600).submitted().started(1).send(records);
        rows.awaitAll(story);

        Map<String, Object> listed = listed(story);

        assertThat(listed)
                .containsEntry("storefront", "corner-shop")
                .containsEntry("sku", "STEAM-50")
                .containsEntry("quantity", 2)
                .containsEntry("round", 1)
                .containsEntry("pastTimeToLive", true)
                .containsEntry("expiresAt", story.expiresAt().toString())
                .containsEntry("overdueSince", story.expiresAt().toString())
                .containsEntry("total", Map.of("amountMinor", 1000, "currency", "CNY"))
                .containsEntry(
                        "waitingFor",
                        List.of(
                                Map.of(
                                        "what",
                                        "PAYMENT_RESULT",
                                        "round",
                                        1,
                                        "missing",
                                        "PaymentSucceeded, PaymentDeclined or"
                                                + " PaymentCancelled",
                                        "askedInTurn",
                                        List.of("PAYMENT", "ORDER"))));
        assertThat((List<?>) listed.get("heard")).hasSize(2);
        assertThat(listed.get("lastHeard").toString())
                .contains("ORDER_SUBMITTED", "PAYMENT_STARTED");
    }

    @Test
    void anOrderPastWhatItWaitsForIsListedThoughItStillHasTime() {
        OrderStory story = OrderStory.now().submitted().send(records);
        rows.awaitAll(story);

        Map<String, Object> listed = listed(story);

        assertThat(listed).containsEntry("pastTimeToLive", false);
    }

    @Test
    void anOrderThatIsFinalLeavesTheList() {
        OrderStory story = OrderStory.expiredFor(60).submitted().send(records);
        rows.awaitAll(story);
        listed(story);

        OrderStory.send(records, story.expired(1).last());
        rows.await(story.orderId(), WatchedOrder::settled);

        assertThat(find(story)).isNull();
    }

    @Test
    void aShortOrderIsNotOverdueBeforeItsTimeToLive() {
        OrderStory story = OrderStory.now().submitted().captured(1).paid(1).stockShort(1);
        story.send(records);

        WatchedOrder row = rows.awaitAll(story);

        assertThat(row.overdueAt()).isEqualTo(story.expiresAt());
        assertThat(find(story)).isNull();
    }

    @Test
    void pagesFollowOneAnotherFromTheLongestOverdueAndMissNothing() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // So far apart that the time that one takes to be watched changes no order.
            OrderStory story = OrderStory.expiredFor(500_000 + 1_000 * i).submitted().send(records);
            rows.awaitAll(story);
            made.addFirst(story.orderId().toString());
        }

        List<String> paged = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = page(3, next);
            assertThat(page.getList("orders")).hasSizeLessThanOrEqualTo(3);
            paged.addAll(page.getList("orders.orderId", String.class));
            moments.addAll(page.getList("orders.overdueSince", String.class));
            next = page.getString("next");
        } while (next != null);

        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(made);
        assertThat(moments.stream().map(java.time.Instant::parse)).isSorted();
    }

    @Test
    void ordersOfTheSameMomentAreAllPagedThoughAPageEndsBetweenThem() {
        OrderStory first = OrderStory.expiredFor(900_000).submitted().send(records);
        List<OrderStory> same =
                List.of(first, first.another().submitted(), first.another().submitted());
        same.forEach(story -> story.send(records));
        same.forEach(rows::awaitAll);

        List<String> paged = new ArrayList<>();
        JsonPath page = page(1, null);
        for (int turn = 0; turn < 3; turn++) {
            paged.addAll(page.getList("orders.orderId", String.class));
            page = page(1, page.getString("next"));
        }

        assertThat(paged)
                .containsExactlyInAnyOrderElementsOf(
                        same.stream().map(story -> story.orderId().toString()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1.5", "ten", "99999999999"})
    void aLimitOutsideItsRangeIsRefused(String limit) {
        given().header("Authorization", "Bearer test-operator-token")
                .queryParam("limit", limit)
                .get("/v1/overdue")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "~",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z~x",
                "y~z",
                // moments that Java reads and PostgreSQL cannot store
                "+1000000000-12-31T23:59:59Z~01890a5d-ac96-774b-bcce-b302099a8057",
                "-1000000000-01-01T00:00:00Z~01890a5d-ac96-774b-bcce-b302099a8057",
                "+294277-01-01T00:00:00Z~01890a5d-ac96-774b-bcce-b302099a8057",
                "-4713-01-01T00:00:00Z~01890a5d-ac96-774b-bcce-b302099a8057"
            })
    void aCursorThatIsNoneIsRefused(String after) {
        given().header("Authorization", "Bearer test-operator-token")
                .queryParam("after", after)
                .get("/v1/overdue")
                .then()
                .statusCode(400)
                .body("field", equalTo("after"));
        given().header("Authorization", "Bearer test-operator-token")
                .queryParam("cursor", after)
                .get("/v1/cases")
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    @ParameterizedTest
    @CsvSource({
        "test-operator-token, 200",
        "test-storefront-key, 403",
        "guess, 401",
    })
    void onlyAnOperatorMayLook(String key, int status) {
        given().header("Authorization", "Bearer " + key)
                .get("/v1/overdue")
                .then()
                .statusCode(status);
        given().get("/v1/overdue").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void healthAndMetricsAreOpenAndCountTheOverdue() {
        OrderStory story = OrderStory.expiredFor(60).submitted().send(records);
        rows.awaitAll(story);

        given().get(ManagementPort.at("/q/health/ready")).then().statusCode(200);
        await().atMost(GENEROUS)
                .untilAsserted(() ->
                        assertThat(metric("steadfast_reconciler_overdue"))
                                .isGreaterThanOrEqualTo(1));
        given().get(ManagementPort.at("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("steadfast_reconciler_overdue"));
    }

    @Test
    void healthMetricsAndTheApisDocumentAreAtAPortOfTheirOwn() {
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(ManagementPort.statuses().values()).containsOnly(200));
        assertThat(ManagementPort.statusesAtThePublicPort().values()).containsOnly(404);
    }

    private static double metric(String name) {
        return given().get(ManagementPort.at("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The order as it is listed, once it is. */
    private static Map<String, Object> listed(OrderStory story) {
        await().atMost(GENEROUS).until(() -> find(story) != null);
        return find(story);
    }

    private static Map<String, Object> find(OrderStory story) {
        String next = null;
        do {
            JsonPath page = page(200, next);
            for (Map<String, Object> order : page.<Map<String, Object>>getList("orders")) {
                if (order.get("orderId").equals(story.orderId().toString())) {
                    return order;
                }
            }
            next = page.getString("next");
        } while (next != null);
        return null;
    }

    private static JsonPath page(int limit, String after) {
        var request =
                given().header("Authorization", "Bearer test-operator-token")
                        .queryParam("limit", limit);
        return (after == null ? request : request.queryParam("after", after))
                .get("/v1/overdue")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
