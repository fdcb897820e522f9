package steadfast.reconciler.review;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import steadfast.events.EventCodec;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.OrderStory;
import steadfast.testkit.TestRecords;

/** An operator at work: orders that need one, what is decided of them, and what is said then. */
final class Operator {

    private static final String TOPIC = "operations-events";
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final TestRecords records;

    Operator(TestRecords records) {
        this.records = records;
    }

    OrderStory uncertainExpiry() {
        return OrderStory.now().submitted().started(1).unresolved(1).expired(1).send(records);
    }

    OrderStory refusedRefund() {
        return OrderStory.now()
                .submitted()
                .captured(1)
                .paid(1)
                .withdrawn(1)
                .refundRequested(1)
                .refundRefused(1)
                .send(records);
    }

    String openCase(OrderStory story) {
        return (String)
                CaseRows.awaitOpen(
                                story,
                                one ->
                                        ((List<?>) one.get("facts")).size()
                                                == story.published().size())
                        .get("caseId");
    }

    Map<String, Object> show(String caseId) {
        return given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/cases/" + caseId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    ValidatableResponse decide(String caseId, String key, String body) {
        return request(key, body).post("/v1/cases/" + caseId + "/decision").then();
    }

    RequestSpecification request(String key, String body) {
        return given().header("Authorization", "Bearer test-operator-token")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body);
    }

    static String body(String decision, String status, int round) {
        return """
        {"decision":"%s","reason":"the buyer called","expectedStatus":"%s","expectedRound":%d}\
        """
                .formatted(decision, status, round);
    }

    List<ReviewDecided> awaitDecisions(OrderStory story, int atLeast) {
        await().atMost(GENEROUS).until(() -> decisions(story).size() >= atLeast);
        return decisions(story);
    }

    List<ReviewDecided> decisions(OrderStory story) {
        EventCodec codec = new EventCodec();
        return records.all(TOPIC, story.orderId().toString()).stream()
                .filter(one -> "ReviewDecided".equals(one.type()))
                .map(one ->
                        (ReviewDecided)
                                codec.decode(TOPIC, one.type(), one.value().getBytes(UTF_8)))
                .toList();
    }
}
