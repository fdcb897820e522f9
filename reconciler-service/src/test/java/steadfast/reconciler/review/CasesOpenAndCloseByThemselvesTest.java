package steadfast.reconciler.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.Findings;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.reconciler.WatchedRows;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class CasesOpenAndCloseByThemselvesTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject WatchedRows orders;
    @Inject ScriptedGateway gateway;
    @Inject MeterRegistry meters;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void anExpiryWithAnUncertainPaymentIsACaseWithEverythingThatIsKnown() {
        OrderStory story =
                OrderStory.now().submitted().started(1).unresolved(1).expired(1).send(records);

        Map<String, Object> shown =
                CaseRows.awaitOpen(story, one -> "UNKNOWN".equals(one.get("lastAnswer")));

        assertThat(shown)
                .containsEntry("paymentId", story.round(1).toString())
                .containsEntry("status", "OPEN")
                .containsEntry("reason", "expired-uncertain")
                .containsEntry("orderStatus", "EXPIRED")
                .containsEntry("round", 1)
                .containsEntry("storefront", "corner-shop")
                .containsEntry("sku", "STEAM-50")
                .containsEntry("quantity", 2)
                .containsEntry("total", Map.of("amountMinor", 1000, "currency", "CNY"))
                .containsEntry("expiresAt", story.expiresAt().toString())
                .containsEntry("lastDetail", "system busy")
                .containsEntry(
                        "decisions", List.of("confirm-paid", "refund", "refund-captured", "close"))
                .containsEntry("audit", List.of())
                .doesNotContainKeys("closedAt", "resolution");
        assertThat((Integer) shown.get("polls")).isPositive();
        assertThat((List<?>) shown.get("facts")).hasSize(4);
        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/cases/" + shown.get("caseId"))
                .then()
                .statusCode(200)
                .body("caseId", equalTo(shown.get("caseId")));
    }

    @Test
    void aCloseThatTheGatewayConfirmsClosesIt() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1).send(records);
        CaseRows.awaitOpen(story);

        gateway.write(story.round(1), new GatewayAnswer.NotFound());

        assertThat(CaseRows.awaitClosed(story))
                .containsEntry("status", "CLOSED")
                .containsEntry("resolution", "confirmed-closed")
                .containsKey("closedAt");
    }

    @Test
    void aCaptureThatTurnsUpLaterOpensAnotherCaseUntilItIsRefunded() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1).cancelled(1);
        story.send(records);
        orders.awaitAll(story);

        OrderStory.send(records, story.captured(1).last());
        Map<String, Object> opened = CaseRows.awaitOpen(story);
        OrderStory.send(records, story.refundRequested(1).last());
        OrderStory.send(records, story.refunded(1).last());
        OrderStory.send(records, story.orderRefunded(1).last());

        assertThat(opened).containsEntry("reason", "captured-after-end");
        assertThat(CaseRows.awaitClosed(story))
                .containsEntry("caseId", opened.get("caseId"))
                .containsEntry("resolution", "refunded");
    }

    @Test
    void aHeldCaptureIsACaseUntilTheOrderHasEnded() {
        OrderStory story = OrderStory.now().submitted().declined(1).failed(1).captured(1).held(1);
        story.send(records);

        Map<String, Object> opened =
                CaseRows.awaitOpen(story, one -> "PROCESSING".equals(one.get("orderStatus")));
        OrderStory.send(records, story.paid(1).last());
        OrderStory.send(records, story.cards(1).last());
        OrderStory.send(records, story.completed(1).last());

        assertThat(opened)
                .containsEntry("reason", "captured-after-end")
                .containsEntry("decisions", List.of("confirm-paid", "refund"));
        assertThat(CaseRows.awaitClosed(story))
                .containsEntry("caseId", opened.get("caseId"))
                .containsEntry("resolution", "completed");
    }

    @Test
    void theGatewayAwayForLongAndThenBackEndsInARefundAndNothingOpen() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1).send(records);
        CaseRows.awaitOpen(story, one -> (Integer) one.get("polls") >= 3);

        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH));
        Findings.await(records, story.round(1), 1);
        OrderStory.send(records, story.captured(1).last());
        OrderStory.send(records, story.refundRequested(1).last());
        OrderStory.send(records, story.refunded(1).last());
        OrderStory.send(records, story.orderRefunded(1).last());

        assertThat(CaseRows.awaitClosed(story))
                .containsEntry("reason", "expired-uncertain")
                .containsEntry("resolution", "refunded")
                .containsEntry("lastAnswer", "CAPTURED");
        assertThat(CaseRows.find(story, "closed")).hasSize(1);
    }

    @Test
    void ourOwnWatchOpensACaseForAnOrderOfWhichNothingIsHeardAnyMore() {
        OrderStory lost = OrderStory.expiredFor(60).submitted().send(records);
        OrderStory waiting =
                OrderStory.expiredFor(60).submitted().captured(1).paid(1).stockShort(1);
        waiting.send(records);

        assertThat(CaseRows.awaitOpen(lost)).containsEntry("reason", "not-final");
        assertThat(
                        CaseRows.awaitOpen(
                                waiting, one -> one.get("decisions").equals(List.of("refund"))))
                .containsEntry("status", "OPEN");
    }

    @Test
    void anOrderThatIsLateOnlyInItsCardsClosesItsCaseWhenTheyCome() {
        OrderStory story = OrderStory.expiredFor(60).submitted().captured(1).paid(1).send(records);
        CaseRows.awaitOpen(story);

        OrderStory.send(records, story.cards(1).last());
        OrderStory.send(records, story.completed(1).last());

        assertThat(CaseRows.awaitClosed(story)).containsEntry("resolution", "completed");
    }

    @Test
    void aRefusedRefundIsACaseLongBeforeTheTimeToLive() {
        OrderStory story =
                OrderStory.now()
                        .submitted()
                        .captured(1)
                        .paid(1)
                        .withdrawn(1)
                        .refundRequested(1)
                        .refundRefused(1)
                        .send(records);

        assertThat(CaseRows.awaitOpen(story))
                .containsEntry("reason", "refund-refused")
                .containsEntry("orderStatus", "REFUNDING")
                .containsEntry("decisions", List.of("refund", "close"));
    }

    @Test
    void twiceLateAndInAnyOrderThereIsAtMostOneOpenCaseAndInTheEndNone() {
        Random random = new Random(29);
        List<OrderStory> shuffled = new ArrayList<>();
        for (int permutation = 0; permutation < 6; permutation++) {
            OrderStory story =
                    OrderStory.expiredFor(60)
                            .submitted()
                            .started(1)
                            .unresolved(1)
                            .expired(1)
                            .captured(1)
                            .refundRequested(1)
                            .refunded(1)
                            .orderRefunded(1);
            List<OrderStory.Published> wire = new ArrayList<>(story.published());
            wire.addAll(story.published());
            Collections.shuffle(wire, random);
            wire.forEach(one -> OrderStory.send(records, one));
            shuffled.add(story);
        }

        for (OrderStory story : shuffled) {
            orders.awaitAll(story);
            await().atMost(GENEROUS).until(() -> CaseRows.find(story, "open").isEmpty());
            assertThat(CaseRows.find(story, "closed"))
                    .allSatisfy(one -> assertThat(one).containsEntry("resolution", "refunded"));
        }
    }

    @Test
    void pagesFollowOneAnotherAndMissNothing() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            OrderStory story = OrderStory.now().submitted().started(1).expired(1).send(records);
            made.add((String) CaseRows.awaitOpen(story).get("caseId"));
        }

        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = CaseRows.page("open", 2, cursor);
            paged.addAll(page.getList("cases.caseId", String.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(made);
    }

    @Test
    void metricsCountTheOpenCasesAndTheAgeOfTheOldest() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1).send(records);
        CaseRows.awaitOpen(story);

        await().atMost(GENEROUS)
                .until(() ->
                        meters.get("steadfast.reconciler.cases.open").gauge().value() >= 1
                                && meters.get("steadfast.reconciler.cases.oldest").gauge().value()
                                        >= 1);
    }

    @ParameterizedTest
    @CsvSource({
        "status, lost",
        "limit, 0",
        "limit, 201",
        "limit, 1.5",
        "cursor, x",
        "cursor, 2026-01-01T00:00:00Z~x",
        "cursor, x~00000000-0000-0000-0000-000000000000",
    })
    void aQuestionThatIsNotAsItMustBeIsRefused(String parameter, String value) {
        given().header("Authorization", "Bearer test-operator-token")
                .queryParam(parameter, value)
                .get("/v1/cases")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(parameter));
    }

    @ParameterizedTest
    @CsvSource({
        "test-operator-token, /v1/cases, 200",
        "test-operator-token, /v1/cases/x, 404",
        "test-operator-token, /v1/cases/00000000-0000-0000-0000-000000000000, 404",
        "test-storefront-key, /v1/cases, 403",
        "test-storefront-key, /v1/cases/x, 403",
        "guess, /v1/cases, 401",
    })
    void onlyAnOperatorMayLook(String key, String path, int status) {
        given().header("Authorization", "Bearer " + key).get(path).then().statusCode(status);
    }
}
