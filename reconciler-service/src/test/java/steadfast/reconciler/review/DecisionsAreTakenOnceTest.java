package steadfast.reconciler.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class DecisionsAreTakenOnceTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final GatewayAnswer.Captured CAPTURED =
            new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH);

    @Inject ScriptedGateway gateway;
    @Inject DataSource database;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndAnotherDecisionUnderItIsRefused() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        String key = "k-" + caseId;

        String first =
                operator.decide(caseId, key, Operator.body("refund", "EXPIRED", 1))
                        .statusCode(200)
                        .extract()
                        .asString();
        String second =
                operator.decide(caseId, key, Operator.body("refund", "EXPIRED", 1))
                        .statusCode(200)
                        .extract()
                        .asString();

        assertThat(second).isEqualTo(first);
        operator.decide(caseId, key, Operator.body("close", "EXPIRED", 1)).statusCode(422);
        operator.decide(caseId, "other-" + caseId, Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(409)
                .body("detail", containsString("still being carried out"));
        assertThat(operator.awaitDecisions(story, 1)).hasSize(1);
    }

    @Test
    void whatAPollFindsMeanwhileIsNoAnswerToTheDecision() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(200);

        // The answer to the first poll after it is written down once the second begins.
        int asked = gateway.operations(story.round(1)).size();
        await().atMost(GENEROUS)
                .until(() -> gateway.operations(story.round(1)).size() >= asked + 2);

        operator.decide(caseId, "other-" + caseId, Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(409)
                .body("detail", containsString("still being carried out"));
    }

    @Test
    void manyWhoSendItAtOnceGetOneDecision() throws Exception {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        Callable<Response> send =
                () ->
                        operator.request("k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                                .post("/v1/cases/" + caseId + "/decision");

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Response> answer : threads.invokeAll(Collections.nCopies(8, send))) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        }

        assertThat((List<?>) operator.show(caseId).get("audit")).hasSize(1);
        assertThat(operator.awaitDecisions(story, 1)).hasSize(1);
    }

    @Test
    void whatThePersonSawMustStillHold() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);

        operator.decide(caseId, "a-" + caseId, Operator.body("close", "PROCESSING", 1))
                .statusCode(409)
                .body("field", equalTo("expectedStatus"))
                .body("detail", containsString("EXPIRED"));
        operator.decide(caseId, "b-" + caseId, Operator.body("close", "EXPIRED", 2))
                .statusCode(409)
                .body("field", equalTo("expectedRound"))
                .body("detail", containsString("round 1"));
    }

    @Test
    void whatChangesWhileTheGatewayIsAskedIsNotDecided() throws Exception {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        CountDownLatch answer = gateway.hold(story.round(1));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            int before = queries(story);
            Future<Integer> status =
                    threads.submit(() ->
                            operator.request(
                                            "k-" + caseId,
                                            Operator.body("confirm-paid", "EXPIRED", 1))
                                    .post("/v1/cases/" + caseId + "/decision")
                                    .statusCode());
            await().atMost(GENEROUS).until(() -> queries(story) > before);
            OrderStory.send(records, story.captured(1).last());
            OrderStory.send(records, story.refundRequested(1).last());
            CaseRows.awaitOpen(story, one -> "REFUNDING".equals(one.get("orderStatus")));
            answer.countDown();

            assertThat(status.get()).isEqualTo(409);
        }
        assertThat(operator.decisions(story)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "null",
                "{\"decision\":\"close\",\"reason\":\"r\",\"expectedStatus\":\"EXPIRED\"}",
                "{\"decision\":\"CLOSE\",\"reason\":\"r\",\"expectedStatus\":\"EXPIRED\","
                        + "\"expectedRound\":1}",
                "{\"decision\":\"close\",\"reason\":\" \",\"expectedStatus\":\"EXPIRED\","
                        + "\"expectedRound\":1}",
                "{\"decision\":\"close\",\"reason\":\"r\",\"expectedStatus\":\"EXPIRED\","
                        + "\"expectedRound\":\"1\"}",
                "{\"decision\":\"close\",\"reason\":\"r\",\"expectedStatus\":\"EXPIRED\","
                        + "\"expectedRound\":1,\"more\":1}"
            })
    void aBodyThatIsNotAsItMustBeIsRefused(String body) {
        operator.decide(UUID.randomUUID().toString(), "key", body).statusCode(400);
    }

    @Test
    void aDecisionNeedsAKeyOfItsOwnAnOperatorAndACase() {
        String nowhere = "/v1/cases/" + UUID.randomUUID() + "/decision";
        given().header("Authorization", "Bearer test-operator-token")
                .contentType(ContentType.JSON)
                .body(Operator.body("close", "EXPIRED", 1))
                .post(nowhere)
                .then()
                .statusCode(400)
                .body("field", equalTo("Idempotency-Key"));
        given().header("Authorization", "Bearer test-storefront-key")
                .header("Idempotency-Key", "key")
                .contentType(ContentType.JSON)
                .body(Operator.body("close", "EXPIRED", 1))
                .post(nowhere)
                .then()
                .statusCode(403);
        operator.request("key", Operator.body("close", "EXPIRED", 1))
                .post(nowhere)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update review_decision set reason = 'another'",
                "delete from review_decision",
                "truncate review_decision",
                "delete from review_case",
            })
    void theRecordCannotBeChanged(String change) {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(200);

        assertThatThrownBy(() -> execute(change))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int queries(OrderStory story) {
        return Collections.frequency(gateway.operations(story.round(1)), "query");
    }
}
