package steadfast.reconciler.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.EventCodec;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.WatchedRows;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

/** A refund or a dispute at the gateway that nobody asked us for. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class MoneyMovedWithoutUsIsACaseTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject WatchedRows orders;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void aRefundAfterDeliveryIsACaseWithTheEvidenceUntilSomebodyAcceptsIt() {
        OrderStory story = completed().refunded(1).send(records);
        String caseId = (String) CaseRows.awaitOpen(story).get("caseId");
        UUID card = UUID.randomUUID();

        // Asked more than once, because the answer may be lost.
        await().atMost(GENEROUS).until(() -> evidenceRequests(story).size() >= 2);
        OrderStory.send(records, story.evidence(1, card).last());
        Map<String, Object> shown = CaseRows.awaitOpen(story, one -> one.containsKey("evidence"));
        int asked = evidenceRequests(story).size();
        operator.decide(caseId, "k-" + caseId, Operator.body("close", "COMPLETED", 1))
                .statusCode(200)
                .body("decision", equalTo("close"));

        assertThat(evidenceRequests(story))
                .hasSize(asked)
                .allSatisfy(one ->
                        assertThat(one)
                                .isEqualTo(new EvidenceRequested(story.orderId(), story.round(1))));
        assertThat(shown)
                .containsEntry("reason", "refunded-after-delivery")
                .containsEntry("orderStatus", "COMPLETED")
                .containsEntry("decisions", List.of("close"));
        assertThat(shown.get("evidence").toString())
                .contains(card.toString(), "reveals=1", "firstRevealedAt", "lastRevealedAt");
        assertThat(CaseRows.awaitClosed(story))
                .containsEntry("caseId", caseId)
                .containsEntry("resolution", "accepted");
        assertThat(operator.show(caseId).get("audit").toString()).contains("the buyer called");
        assertThat(operator.decisions(story)).as("nothing moves by it").isEmpty();
    }

    @Test
    void aDisputeAfterAnAcceptedPartRefundIsACaseOfItsOwn() {
        OrderStory story = completed().partlyRefunded(1).send(records);
        String first = (String) CaseRows.awaitOpen(story).get("caseId");
        operator.decide(first, "k-" + first, Operator.body("close", "COMPLETED", 1))
                .statusCode(200);

        OrderStory.send(records, story.disputed(1).last());

        assertThat(CaseRows.awaitOpen(story, one -> !first.equals(one.get("caseId"))))
                .containsEntry("reason", "disputed")
                .containsEntry("decisions", List.of("close"));
        assertThat(operator.show(first)).containsEntry("resolution", "accepted");
    }

    @Test
    void aWholeRefundBeforeTheCardsAreOutNeedsNobody() {
        OrderStory story =
                OrderStory.now()
                        .submitted()
                        .captured(1)
                        .paid(1)
                        .stockShort(1)
                        .refunded(1)
                        .withdrawalRequested(1)
                        .withdrawn(1)
                        .orderRefunded(1)
                        .send(records);

        orders.awaitAll(story);

        assertThat(CaseRows.find(story, "open")).isEmpty();
        assertThat(CaseRows.find(story, "closed")).isEmpty();
    }

    @Test
    void aDisputeWhoseCardsAreWithheldIsACaseUntilTheMoneyIsBackOrWrittenOff() {
        OrderStory story =
                OrderStory.now()
                        .submitted()
                        .captured(1)
                        .paid(1)
                        .disputed(1)
                        .withdrawn(1)
                        .refundRequested(1)
                        .send(records);
        Map<String, Object> waiting =
                CaseRows.awaitOpen(story, one -> "REFUNDING".equals(one.get("orderStatus")));
        String caseId = (String) waiting.get("caseId");

        OrderStory.send(records, story.refundRefused(1).last());
        CaseRows.awaitOpen(story, one -> List.of("refund", "close").equals(one.get("decisions")));
        operator.decide(caseId, "k-" + caseId, Operator.body("close", "REFUNDING", 1))
                .statusCode(200);
        OrderStory.send(records, story.orderRefunded(1).last());

        assertThat(waiting).containsEntry("decisions", List.of());
        assertThat(operator.awaitDecisions(story, 1)).hasSize(1);
        assertThat(CaseRows.awaitClosed(story)).containsEntry("resolution", "written-off");
        assertThat(evidenceRequests(story)).isEmpty();
    }

    @Test
    void aRefundThatFailsLaterComesBeforeAPerson() {
        OrderStory story =
                OrderStory.now()
                        .submitted()
                        .captured(1)
                        .paid(1)
                        .withdrawn(1)
                        .refundRequested(1)
                        .refunded(1)
                        .orderRefunded(1)
                        .refundFailed(1)
                        .send(records);

        assertThat(CaseRows.awaitOpen(story))
                .containsEntry("reason", "refund-failed")
                .containsEntry("orderStatus", "REFUNDING")
                .containsEntry("decisions", List.of("refund", "close"));
    }

    @Test
    void evidenceOfAnotherOrderIsADeadLetter() {
        OrderStory story = completed().refunded(1).send(records);
        CaseRows.awaitOpen(story);

        OrderStory.send(records, story.evidenceOf(OrderStory.now(), 1, UUID.randomUUID()).last());

        await().atMost(GENEROUS)
                .until(() ->
                        records.all("reconciler-service.dlt", story.orderId().toString()).size()
                                == 1);
        assertThat(CaseRows.awaitOpen(story)).doesNotContainKey("evidence");
    }

    private static OrderStory completed() {
        return OrderStory.now().submitted().captured(1).paid(1).cards(1).completed(1);
    }

    private List<EvidenceRequested> evidenceRequests(OrderStory story) {
        EventCodec codec = new EventCodec();
        return records.all("operations-events", story.orderId().toString()).stream()
                .filter(one -> "EvidenceRequested".equals(one.type()))
                .map(one ->
                        (EvidenceRequested)
                                codec.decode(
                                        "operations-events",
                                        one.type(),
                                        one.value().getBytes(UTF_8)))
                .toList();
    }
}
