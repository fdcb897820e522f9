package steadfast.reconciler.review;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AForgedDecisionIsFoundTest {

    private static final String LETTERS = "reconciler-service.dlt";
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject ScriptedGateway gateway;
    @Inject MeterRegistry meters;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void oneThatNobodyTookIsADeadLetterAndAnAlarm() {
        double before = forged();
        ReviewDecided unknown = confirmPaid(UUID.randomUUID(), OrderStory.now().round(1));

        publish(unknown);

        TestRecord letter = awaitLetters(unknown.key(), 1).getFirst();
        assertThat(letter.headers())
                .containsEntry("failure-kind", "forged-decision")
                .hasEntrySatisfying(
                        "failure-reason",
                        reason ->
                                assertThat(reason)
                                        .contains(unknown.decisionId().toString(), unknown.key()));
        assertThat(forged()).isEqualTo(before + 1);
        given().get(ManagementPort.at("/q/health/well"))
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'decisions' }.status", equalTo("DOWN"));
    }

    @Test
    void oneThatAPersonTookIsNoneAndItsNumberCoversNoOther() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH));
        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(200);
        ReviewDecided taken = operator.awaitDecisions(story, 1).getFirst();
        ReviewDecided another = confirmPaid(taken.decisionId(), taken.paymentId());

        // The same key: when the last is buried, the one before was looked at.
        publish(another);

        assertThat(awaitLetters(another.key(), 1))
                .extracting(letter -> read(letter))
                .containsExactly(another);
    }

    private static ReviewDecided confirmPaid(UUID decisionId, PaymentId paymentId) {
        return new ReviewDecided(
                decisionId,
                paymentId.orderId(),
                paymentId,
                Decision.CONFIRM_PAID,
                "nobody",
                "PENDING_PAYMENT",
                1);
    }

    private void publish(ReviewDecided decided) {
        EventCodec.Encoded encoded = new EventCodec().encode(decided);
        records.send(
                encoded.topic(), encoded.key(), encoded.type(), new String(encoded.value(), UTF_8));
    }

    private List<TestRecord> awaitLetters(String key, int count) {
        await().atMost(GENEROUS).until(() -> records.all(LETTERS, key).size() >= count);
        return records.all(LETTERS, key);
    }

    private static Event read(TestRecord letter) {
        return new EventCodec()
                .decode("operations-events", letter.type(), letter.value().getBytes(UTF_8));
    }

    private double forged() {
        return meters.get("steadfast.reconciler.decisions.forged").counter().count();
    }
}
