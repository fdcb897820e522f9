package steadfast.reconciler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.Findings;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class DecisionsNeedTheGatewaysWordTest {

    private static final GatewayAnswer.Captured CAPTURED =
            new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH);

    @Inject ScriptedGateway gateway;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void whatTheGatewayConfirmsIsPaidByDecisionAndOnRecord() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);

        operator.decide(caseId, "k-" + caseId, Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(200)
                .body("decision", equalTo("confirm-paid"))
                .body("decidedBy", equalTo("olga"))
                .body("proof", equalTo("CAPTURED"));

        ReviewDecided decided = operator.awaitDecisions(story, 1).getFirst();
        assertThat(decided.decision()).isEqualTo(Decision.CONFIRM_PAID);
        assertThat(decided.paymentId()).isEqualTo(story.round(1));
        assertThat(decided.decidedBy()).isEqualTo("olga");
        assertThat(decided.expectedStatus()).isEqualTo("EXPIRED");
        assertThat(decided.expectedRound()).isEqualTo(1);
        assertThat(operator.show(caseId).get("audit").toString())
                .contains(decided.decisionId().toString(), "the buyer called");
    }

    @Test
    void aPersonsBeliefIsNotEnough() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);

        operator.decide(caseId, "silent", Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
        gateway.write(story.round(1), new GatewayAnswer.Declined("insufficient-funds"));
        operator.decide(caseId, "declined-" + caseId, Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(409);
        operator.decide(caseId, "refund-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(409);

        assertThat(operator.decisions(story)).isEmpty();
        assertThat((List<?>) operator.show(caseId).get("audit")).isEmpty();
    }

    @Test
    void anotherAmountThanAgreedProvesNothingAndBothAmountsAreShown() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(1, "CNY"), Instant.EPOCH));

        operator.decide(caseId, "confirm-" + caseId, Operator.body("confirm-paid", "EXPIRED", 1))
                .statusCode(409)
                .body("detail", containsString("captured-otherwise"))
                .body("detail", containsString("captured 1 CNY"))
                .body("detail", containsString("agreed 1000 CNY"));
        operator.decide(caseId, "refund-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(409);

        assertThat(operator.decisions(story)).isEmpty();
        CaseRows.awaitOpen(story, one -> "captured-otherwise".equals(lower(one.get("lastAnswer"))));
        assertThat(operator.show(caseId).get("lastDetail").toString())
                .contains("captured 1 CNY", "agreed 1000 CNY");
    }

    @Test
    void anotherAmountThanAgreedGoesBackAsAPersonDecides() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);
        operator.decide(caseId, "early-" + caseId, Operator.body("refund-captured", "EXPIRED", 1))
                .statusCode(409)
                .body("detail", containsString("The gateway says captured."));

        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(1, "CNY"), Instant.EPOCH));
        operator.decide(caseId, "back-" + caseId, Operator.body("refund-captured", "EXPIRED", 1))
                .statusCode(200)
                .body("decision", equalTo("refund-captured"))
                .body("proof", containsString("captured 1 CNY"))
                .body("proof", containsString("agreed 1000 CNY"));

        assertThat(operator.awaitDecisions(story, 1))
                .extracting(ReviewDecided::decision)
                .containsExactly(Decision.REFUND_CAPTURED);
        // Until payment-service tells that the payment ended unpaid.
        assertThat(operator.show(caseId).get("closedAt")).isNull();
    }

    private static String lower(Object name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void absenceIsNoReasonToRefundOrToRetry() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);

        operator.decide(caseId, "retry-" + caseId, Operator.body("retry", "EXPIRED", 1))
                .statusCode(409)
                .body("detail", containsString("confirm-paid, refund, refund-captured, close"));
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        operator.decide(caseId, "refund-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(409);

        assertThat(operator.decisions(story)).isEmpty();
    }

    @Test
    void heldMoneyIsDecidedOnOnlyWhileTheGatewayHasIt() {
        OrderStory story = OrderStory.now().submitted().declined(1).failed(1).captured(1).held(1);
        story.send(records);
        String caseId = operator.openCase(story);
        CaseRows.awaitOpen(
                story, one -> List.of("confirm-paid", "refund").equals(one.get("decisions")));
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        operator.decide(caseId, "gone-" + caseId, Operator.body("refund", "PROCESSING", 1))
                .statusCode(409);

        gateway.write(story.round(1), CAPTURED);
        operator.decide(caseId, "k-" + caseId, Operator.body("confirm-paid", "PROCESSING", 1))
                .statusCode(200);

        ReviewDecided decided = operator.awaitDecisions(story, 1).getFirst();
        assertThat(decided.decision()).isEqualTo(Decision.CONFIRM_PAID);
        assertThat(decided.expectedStatus()).isEqualTo("PROCESSING");
    }

    @Test
    void whatTheGatewaySaysInsteadIsToldToPaymentService() {
        OrderStory story = OrderStory.now().submitted().declined(1).failed(1).captured(1).held(1);
        story.send(records);
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), new GatewayAnswer.Refunded(new Money(10_00, "CNY")));

        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "PROCESSING", 1))
                .statusCode(409);

        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.REFUNDED);
        assertThat(operator.decisions(story)).isEmpty();
    }

    @Test
    void aRefundTellsPaymentServiceWhatTheGatewayHas() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(story.round(1), CAPTURED);

        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(200);

        assertThat(operator.awaitDecisions(story, 1).getFirst().decision())
                .isEqualTo(Decision.REFUND);
        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.CAPTURED);
    }

    @Test
    void aCloseIsTakenOnlyWhenTheGatewayHasClosed() {
        OrderStory story = OrderStory.expiredFor(60).submitted().started(1).send(records);
        String caseId = operator.openCase(story);
        operator.decide(caseId, "early-" + caseId, Operator.body("close", "PROCESSING", 1))
                .statusCode(503);

        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        // Or a poll closes it first: then that is the proof.
        operator.decide(caseId, "k-" + caseId, Operator.body("close", "PROCESSING", 1))
                .statusCode(200);

        assertThat(operator.awaitDecisions(story, 1).getFirst().decision())
                .isEqualTo(Decision.CLOSE);
        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void anExpiredOrderWhosePaymentIsDeadMayBeRetriedThoughItsCaseIsClosed() {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        OrderStory.send(records, story.cancelled(1).last());
        Map<String, Object> closed = CaseRows.awaitClosed(story);
        assertThat(closed).containsEntry("decisions", List.of("retry"));

        operator.decide(caseId, "k-" + caseId, Operator.body("retry", "EXPIRED", 1))
                .statusCode(200);

        assertThat(operator.awaitDecisions(story, 1).getFirst().decision())
                .isEqualTo(Decision.RETRY);
    }

    @Test
    void aRefusedRefundMayBeAskedForAgainOrWrittenOff() {
        OrderStory again = operator.refusedRefund();
        OrderStory writtenOff = operator.refusedRefund();
        String againId = operator.openCase(again);
        String writtenOffId = operator.openCase(writtenOff);

        operator.decide(againId, "k-" + againId, Operator.body("refund", "REFUNDING", 1))
                .statusCode(200);
        operator.decide(writtenOffId, "k-" + writtenOffId, Operator.body("close", "REFUNDING", 1))
                .statusCode(200);
        OrderStory.send(records, writtenOff.orderRefunded(1).last());

        assertThat(operator.awaitDecisions(again, 1).getFirst().decision())
                .isEqualTo(Decision.REFUND);
        assertThat(CaseRows.awaitClosed(writtenOff)).containsEntry("resolution", "written-off");
    }

    @Test
    void anOrderThatIsPaidAndWaitsForStockMayBeRefunded() {
        OrderStory story = OrderStory.expiredFor(60).submitted().captured(1).paid(1).stockShort(1);
        story.send(records);
        String caseId =
                (String)
                        CaseRows.awaitOpen(
                                        story,
                                        one -> List.of("refund").equals(one.get("decisions")))
                                .get("caseId");

        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "PROCESSING", 1))
                .statusCode(200);

        assertThat(operator.awaitDecisions(story, 1).getFirst().decision())
                .isEqualTo(Decision.REFUND);
        assertThat(gateway.operations(story.round(1))).doesNotContain("refund");
    }
}
