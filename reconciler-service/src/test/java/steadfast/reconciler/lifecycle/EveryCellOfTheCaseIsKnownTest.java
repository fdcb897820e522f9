package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.CARDS_ISSUED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.DISPUTE_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.GATEWAY_CAPTURED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.GATEWAY_CLOSED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ISSUE_WITHDRAWAL_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ISSUE_WITHDRAWN;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_CANCEL_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_COMPLETED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_EXPIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_FAILED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_HELD;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_PAID;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_RETRY_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_SUBMITTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PART_REFUND_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_ACTION_REQUIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_CANCELLED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DECLINED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DISPUTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_PARTLY_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUND_FAILED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUND_REFUSED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_STARTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_SUCCEEDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_UNRESOLVED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_ACCEPTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.STOCK_SHORT;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.WRITTEN_OFF;
import static steadfast.reconciler.lifecycle.Story.facts;
import static steadfast.reconciler.lifecycle.Story.together;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.OperationsEvent.Decision;
import steadfast.reconciler.lifecycle.AvailableDecision.Entry;
import steadfast.reconciler.lifecycle.AvailableDecision.Proof;
import steadfast.reconciler.lifecycle.CaseRules.Reason;
import steadfast.reconciler.lifecycle.CaseRules.Resolution;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

class EveryCellOfTheCaseIsKnownTest {

    private static final AvailableDecision CONFIRM =
            new AvailableDecision(Decision.CONFIRM_PAID, 1, Proof.CAPTURED);
    private static final AvailableDecision REFUND_PROVEN =
            new AvailableDecision(Decision.REFUND, 1, Proof.CAPTURED);
    private static final AvailableDecision REFUND =
            new AvailableDecision(Decision.REFUND, 1, Proof.NONE);
    private static final AvailableDecision REFUND_CAPTURED =
            new AvailableDecision(Decision.REFUND_CAPTURED, 1, Proof.CAPTURED_OTHERWISE);
    private static final AvailableDecision CLOSE_PROVEN =
            new AvailableDecision(Decision.CLOSE, 1, Proof.CLOSED);
    private static final AvailableDecision CLOSE =
            new AvailableDecision(Decision.CLOSE, 1, Proof.NONE);
    private static final AvailableDecision WRITE_OFF = close(Entry.WRITE_OFF);
    private static final AvailableDecision ACCEPT_REFUND = close(Entry.REFUND_AFTER_DELIVERY);
    private static final AvailableDecision ACCEPT_PART = close(Entry.PART_REFUND);
    private static final AvailableDecision ACCEPT_DISPUTE = close(Entry.DISPUTE);
    private static final AvailableDecision RETRY =
            new AvailableDecision(Decision.RETRY, 1, Proof.NONE);

    /** What is known, and everything that follows for a person. */
    record Row(
            List<ObservedEvent> known,
            PublicStatus status,
            @Nullable Reason atOnce,
            @Nullable Reason late,
            @Nullable Resolution resolution,
            Set<AvailableDecision> offers) {

        @Override
        public String toString() {
            return known.stream().map(ObservedEvent::kind).toList() + " is " + status;
        }
    }

    static List<Row> table() {
        return List.of(
                row(
                        facts(1, ORDER_SUBMITTED),
                        PublicStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_CANCEL_REQUESTED),
                        PublicStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, PAYMENT_ACTION_REQUIRED),
                        PublicStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_ACTION_REQUIRED, PAYMENT_UNRESOLVED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, GATEWAY_CAPTURED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, PAYMENT_DECLINED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CLOSE),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, ORDER_EXPIRED),
                        PublicStatus.EXPIRED,
                        Reason.EXPIRED_UNCERTAIN,
                        Reason.EXPIRED_UNCERTAIN,
                        null,
                        CONFIRM,
                        REFUND_PROVEN,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, ORDER_FAILED),
                        PublicStatus.FAILED,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_PROVEN,
                        REFUND_CAPTURED,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_CANCELLED),
                        PublicStatus.EXPIRED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, GATEWAY_CLOSED),
                        PublicStatus.EXPIRED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_DECLINED),
                        PublicStatus.FAILED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_CANCELLED, GATEWAY_CAPTURED),
                        PublicStatus.EXPIRED,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED),
                        PublicStatus.EXPIRED,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED, REFUND_REQUESTED),
                        PublicStatus.REFUNDING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED, ORDER_HELD),
                        PublicStatus.PROCESSING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                // Whoever hears only this knows as much: it says that the order had ended.
                row(
                        facts(1, ORDER_HELD),
                        PublicStatus.PROCESSING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_SUCCEEDED, ORDER_HELD, REFUND_REQUESTED),
                        PublicStatus.REFUNDING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_SUCCEEDED, ORDER_HELD, ORDER_PAID),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(
                                1,
                                ORDER_FAILED,
                                PAYMENT_SUCCEEDED,
                                ORDER_HELD,
                                ORDER_PAID,
                                CARDS_ISSUED,
                                ORDER_COMPLETED),
                        PublicStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(
                                1,
                                ORDER_FAILED,
                                PAYMENT_SUCCEEDED,
                                ORDER_HELD,
                                REFUND_REQUESTED,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(
                                1,
                                ORDER_EXPIRED,
                                PAYMENT_SUCCEEDED,
                                REFUND_REQUESTED,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED, ORDER_PAID),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT, ISSUE_WITHDRAWAL_REQUESTED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED),
                        PublicStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED),
                        PublicStatus.REFUNDING,
                        null,
                        Reason.NOT_REFUNDED,
                        null),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED),
                        PublicStatus.REFUNDING,
                        Reason.REFUND_REFUSED,
                        Reason.REFUND_REFUSED,
                        null,
                        REFUND,
                        WRITE_OFF),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED, WRITTEN_OFF),
                        PublicStatus.REFUNDING,
                        null,
                        Reason.NOT_FINAL,
                        null),
                row(
                        facts(
                                1,
                                ORDER_PAID,
                                REFUND_REQUESTED,
                                PAYMENT_REFUND_REFUSED,
                                WRITTEN_OFF,
                                ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.WRITTEN_OFF),
                // Given back at the gateway before the cards were out: the order goes along.
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT, PAYMENT_REFUNDED),
                        PublicStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null),
                row(
                        facts(1, ORDER_PAID, PAYMENT_REFUNDED, ISSUE_WITHDRAWN, ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED, PAYMENT_REFUNDED),
                        PublicStatus.PROCESSING,
                        Reason.REFUNDED_AFTER_DELIVERY,
                        Reason.REFUNDED_AFTER_DELIVERY,
                        null,
                        ACCEPT_REFUND),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED, PAYMENT_REFUNDED),
                        PublicStatus.COMPLETED,
                        Reason.REFUNDED_AFTER_DELIVERY,
                        Reason.REFUNDED_AFTER_DELIVERY,
                        Resolution.REFUNDED,
                        ACCEPT_REFUND),
                row(
                        facts(1, ORDER_COMPLETED, PAYMENT_REFUNDED, REFUND_ACCEPTED),
                        PublicStatus.COMPLETED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(1, ORDER_COMPLETED, PAYMENT_REFUNDED, PAYMENT_REFUND_FAILED),
                        PublicStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(1, PAYMENT_REFUNDED, ORDER_REFUNDED, PAYMENT_REFUND_FAILED),
                        PublicStatus.REFUNDING,
                        Reason.REFUND_FAILED,
                        Reason.REFUND_FAILED,
                        null,
                        REFUND,
                        WRITE_OFF),
                row(
                        facts(
                                1,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED,
                                PAYMENT_REFUND_FAILED,
                                WRITTEN_OFF),
                        PublicStatus.REFUNDING,
                        null,
                        Reason.NOT_FINAL,
                        null),
                row(
                        facts(
                                1,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED,
                                PAYMENT_REFUND_FAILED,
                                WRITTEN_OFF,
                                ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.WRITTEN_OFF),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT, PAYMENT_PARTLY_REFUNDED),
                        PublicStatus.PROCESSING,
                        Reason.PARTLY_REFUNDED,
                        Reason.PARTLY_REFUNDED,
                        null,
                        REFUND,
                        ACCEPT_PART),
                row(
                        facts(1, ORDER_COMPLETED, PAYMENT_PARTLY_REFUNDED),
                        PublicStatus.COMPLETED,
                        Reason.PARTLY_REFUNDED,
                        Reason.PARTLY_REFUNDED,
                        Resolution.COMPLETED,
                        ACCEPT_PART),
                row(
                        facts(
                                1,
                                ORDER_COMPLETED,
                                PAYMENT_PARTLY_REFUNDED,
                                PART_REFUND_ACCEPTED,
                                PAYMENT_DISPUTED),
                        PublicStatus.COMPLETED,
                        Reason.DISPUTED,
                        Reason.DISPUTED,
                        Resolution.COMPLETED,
                        ACCEPT_DISPUTE),
                row(
                        facts(1, ORDER_COMPLETED, PAYMENT_DISPUTED, DISPUTE_ACCEPTED),
                        PublicStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(1, ORDER_PAID, PAYMENT_DISPUTED, ISSUE_WITHDRAWAL_REQUESTED),
                        PublicStatus.PROCESSING,
                        Reason.DISPUTED,
                        Reason.DISPUTED,
                        null),
                row(
                        facts(1, ORDER_PAID, PAYMENT_DISPUTED, ISSUE_WITHDRAWN, REFUND_REQUESTED),
                        PublicStatus.REFUNDING,
                        Reason.DISPUTED,
                        Reason.DISPUTED,
                        null),
                row(
                        facts(
                                1,
                                ORDER_PAID,
                                PAYMENT_DISPUTED,
                                REFUND_REQUESTED,
                                PAYMENT_REFUND_REFUSED),
                        PublicStatus.REFUNDING,
                        Reason.REFUND_REFUSED,
                        Reason.REFUND_REFUSED,
                        null,
                        REFUND,
                        WRITE_OFF),
                row(
                        facts(
                                1,
                                ORDER_PAID,
                                PAYMENT_DISPUTED,
                                REFUND_REQUESTED,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED),
                        PublicStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatFollowsForAPersonIsAsTheTableSays(Row row) {
        OrderHistory known = OrderHistory.of(row.known());

        assertThat(PublicStatus.of(known)).isEqualTo(row.status());
        assertThat(reason(known, false)).isEqualTo(Optional.ofNullable(row.atOnce()));
        assertThat(reason(known, true)).isEqualTo(Optional.ofNullable(row.late()));
        assertThat(CaseRules.resolution(known)).isEqualTo(Optional.ofNullable(row.resolution()));
        assertThat(offers(known)).containsExactlyInAnyOrderElementsOf(row.offers());
    }

    @Test
    void anAcceptanceEndsItsOwnCaseAndNoOther() {
        OrderHistory known =
                OrderHistory.of(
                        facts(
                                1,
                                ORDER_PAID,
                                STOCK_SHORT,
                                PAYMENT_PARTLY_REFUNDED,
                                PART_REFUND_ACCEPTED,
                                PAYMENT_DISPUTED));
        Trouble part = new Trouble(Reason.PARTLY_REFUNDED, 1);
        Trouble dispute = new Trouble(Reason.DISPUTED, 1);

        assertThat(CaseRules.resolution(known, part)).contains(Resolution.ACCEPTED);
        assertThat(CaseRules.resolution(known, dispute)).isEmpty();
        assertThat(CaseRules.trouble(known, false)).contains(dispute);
    }

    @Test
    void aCaseAboutSomethingElseEndsThoughThereIsMoreToAccept() {
        OrderHistory known =
                OrderHistory.of(facts(1, ORDER_PAID, ORDER_COMPLETED, PAYMENT_DISPUTED));

        assertThat(CaseRules.resolution(known, new Trouble(Reason.PAID_WITHOUT_CARDS, 1)))
                .contains(Resolution.COMPLETED);
        assertThat(CaseRules.resolution(known, new Trouble(Reason.DISPUTED, 1))).isEmpty();
    }

    @Test
    void whatIsNoLongerTrueEndsWithItsOrder() {
        Trouble dispute = new Trouble(Reason.DISPUTED, 1);
        OrderHistory goesBack =
                OrderHistory.of(facts(1, ORDER_PAID, PAYMENT_DISPUTED, PAYMENT_REFUNDED));
        OrderHistory back = goesBack.with(facts(1, ORDER_REFUNDED).getFirst());

        assertThat(CaseRules.resolution(goesBack, dispute)).isEmpty();
        assertThat(CaseRules.resolution(back, dispute)).contains(Resolution.REFUNDED);
    }

    @Test
    void aCloseInACaseNeverAcceptsWhatItDoesNotShow() {
        OrderHistory known =
                OrderHistory.of(
                        facts(1, ORDER_COMPLETED, PAYMENT_PARTLY_REFUNDED, PAYMENT_DISPUTED));

        assertThat(AvailableDecision.of(known, new Trouble(Reason.PARTLY_REFUNDED, 1)))
                .containsExactly(ACCEPT_PART);
        assertThat(AvailableDecision.of(known, new Trouble(Reason.PAID_WITHOUT_CARDS, 1)))
                .isEmpty();
    }

    @Test
    void evidenceIsNeededOfCardsThatAreOutAndWhoseMoneySomebodyMoved() {
        OrderHistory waiting = OrderHistory.of(facts(1, ORDER_PAID, PAYMENT_DISPUTED));
        OrderHistory delivered = waiting.with(facts(1, CARDS_ISSUED).getFirst());

        assertThat(CaseRules.needsEvidence(waiting, new Trouble(Reason.DISPUTED, 1))).isFalse();
        assertThat(CaseRules.needsEvidence(delivered, new Trouble(Reason.DISPUTED, 1))).isTrue();
        assertThat(CaseRules.needsEvidence(delivered, new Trouble(Reason.NOT_FINAL, 1))).isFalse();
    }

    @Test
    void whatIsRefundedAtTheGatewayAfterItsRefundFailedIsBack() {
        List<ObservedEvent> failed =
                facts(1, ORDER_COMPLETED, PAYMENT_REFUNDED, PAYMENT_REFUND_FAILED);
        ObservedEvent byHand =
                new ObservedEvent(PAYMENT_REFUNDED, 1, 2, Instant.EPOCH.plusSeconds(2000));
        ObservedEvent failedAgain =
                new ObservedEvent(PAYMENT_REFUND_FAILED, 1, 2, Instant.EPOCH.plusSeconds(3000));
        OrderHistory back = OrderHistory.of(together(failed, List.of(byHand)));

        assertThat(CaseRules.trouble(back, false))
                .contains(new Trouble(Reason.REFUNDED_AFTER_DELIVERY, 1));
        assertThat(CaseRules.trouble(back.with(failedAgain), false)).isEmpty();
    }

    @Test
    void aRefundThatIsAskedForAgainAfterItFailedEndsTheOrderOnceMore() {
        List<ObservedEvent> failed =
                facts(1, PAYMENT_REFUNDED, ORDER_REFUNDED, PAYMENT_REFUND_FAILED);
        ObservedEvent asked =
                new ObservedEvent(REFUND_REQUESTED, 1, 2, Instant.EPOCH.plusSeconds(2000));
        ObservedEvent back =
                new ObservedEvent(PAYMENT_REFUNDED, 1, 2, Instant.EPOCH.plusSeconds(2001));
        ObservedEvent ended =
                new ObservedEvent(ORDER_REFUNDED, 1, 0, Instant.EPOCH.plusSeconds(2002));
        OrderHistory known = OrderHistory.of(together(failed, List.of(asked, back)));

        assertThat(PublicStatus.of(known)).isEqualTo(PublicStatus.REFUNDING);
        assertThat(Expectation.of(known))
                .containsExactly(new Expectation(Expected.REFUNDED_END, 1));
        assertThat(CaseRules.resolution(known.with(ended))).contains(Resolution.REFUNDED);
    }

    @Test
    void theTableVisitsEveryStatusReasonResolutionAndDecision() {
        Set<PublicStatus> statuses = EnumSet.noneOf(PublicStatus.class);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<Resolution> resolutions = EnumSet.noneOf(Resolution.class);
        Set<Decision> decisions = EnumSet.noneOf(Decision.class);
        for (Row row : table()) {
            statuses.add(row.status());
            Optional.ofNullable(row.late()).ifPresent(reasons::add);
            Optional.ofNullable(row.resolution()).ifPresent(resolutions::add);
            row.offers().forEach(availableDecision -> decisions.add(availableDecision.decision()));
        }

        // Only one case of an order is accepted: see anAcceptanceEndsItsOwnCaseAndNoOther.
        resolutions.add(Resolution.ACCEPTED);

        assertThat(statuses).containsExactlyInAnyOrder(PublicStatus.values());
        assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
        assertThat(resolutions).containsExactlyInAnyOrder(Resolution.values());
        assertThat(decisions).containsExactlyInAnyOrder(Decision.values());
    }

    @Test
    void anEarlierRoundThatMayStillBeCapturedKeepsTheCaseOpenAndForbidsARetry() {
        List<ObservedEvent> second =
                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED);
        OrderHistory uncertain =
                OrderHistory.of(together(facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED), second));
        OrderHistory certain =
                OrderHistory.of(together(facts(1, ORDER_SUBMITTED, GATEWAY_CLOSED), second));

        assertThat(CaseRules.resolution(uncertain)).isEmpty();
        assertThat(CaseRules.trouble(uncertain, true)).contains(new Trouble(Reason.NOT_FINAL, 1));
        assertThat(AvailableDecision.of(uncertain)).isEmpty();
        assertThat(CaseRules.resolution(certain)).contains(Resolution.CONFIRMED_CLOSED);
        assertThat(AvailableDecision.of(certain))
                .containsExactly(new AvailableDecision(Decision.RETRY, 2, Proof.NONE));
    }

    @Test
    void aHeldCaptureOfAnEarlierRoundIsTheOneThatIsDecidedOn() {
        OrderHistory known =
                OrderHistory.of(
                        together(
                                facts(1, PAYMENT_DECLINED, ORDER_FAILED, ORDER_HELD),
                                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED)));

        assertThat(PublicStatus.of(known)).isEqualTo(PublicStatus.PROCESSING);
        assertThat(PublicStatus.roundOf(known)).isEqualTo(1);
        assertThat(CaseRules.trouble(known, false))
                .contains(new Trouble(Reason.CAPTURED_AFTER_END, 1));
        assertThat(AvailableDecision.of(known)).containsExactlyInAnyOrder(CONFIRM, REFUND_PROVEN);
    }

    @Test
    void aLateCaptureOfAnEarlierRoundIsTheOneThatGoesBackAndIsDecidedOn() {
        List<ObservedEvent> ended = facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED);
        List<ObservedEvent> goesBack =
                facts(1, PAYMENT_DECLINED, ORDER_FAILED, PAYMENT_SUCCEEDED, REFUND_REQUESTED);
        OrderHistory known = OrderHistory.of(together(goesBack, ended));
        OrderHistory refused =
                OrderHistory.of(together(goesBack, facts(1, PAYMENT_REFUND_REFUSED), ended));

        assertThat(PublicStatus.of(known)).isEqualTo(PublicStatus.REFUNDING);
        assertThat(PublicStatus.roundOf(known)).isEqualTo(1);
        assertThat(CaseRules.trouble(known, false))
                .contains(new Trouble(Reason.CAPTURED_AFTER_END, 1));
        assertThat(AvailableDecision.of(refused)).containsExactlyInAnyOrder(REFUND, WRITE_OFF);
    }

    @Test
    void aSecondCaptureWhoseRefundIsRefusedCanOnlyBeWrittenOff() {
        List<ObservedEvent> completed = facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED);
        List<ObservedEvent> refused =
                facts(2, PAYMENT_SUCCEEDED, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED);
        OrderHistory known = OrderHistory.of(together(completed, refused));

        assertThat(CaseRules.trouble(known, false)).contains(new Trouble(Reason.REFUND_REFUSED, 2));
        assertThat(AvailableDecision.of(known))
                .containsExactly(
                        new AvailableDecision(Decision.CLOSE, 2, Proof.NONE, Entry.WRITE_OFF));
        assertThat(CaseRules.resolution(known.with(facts(2, WRITTEN_OFF).getFirst())))
                .contains(Resolution.WRITTEN_OFF);
    }

    @Test
    void whateverWasHeardALateOrderIsEitherAtItsEndOrInACase() {
        Random random = new Random(17);
        Kind[] kinds = Kind.values();
        for (int walk = 0; walk < 20_000; walk++) {
            OrderHistory known = OrderHistory.of(List.of());
            for (int step = 0; step < 1 + random.nextInt(12); step++) {
                known =
                        known.with(
                                facts(1 + random.nextInt(3), kinds[random.nextInt(kinds.length)])
                                        .getFirst());
            }
            boolean resolved = CaseRules.resolution(known).isPresent();
            assertThat(CaseRules.trouble(known, true).filter(EveryCellOfTheCaseIsKnownTest::isOurs))
                    .as("%s", known)
                    .matches(trouble -> trouble.isEmpty() || !resolved);
            assertThat(resolved || CaseRules.trouble(known, true).isPresent())
                    .as("%s", known)
                    .isTrue();
            assertThat(resolved && !Expectation.of(known).isEmpty()).as("%s", known).isFalse();
            assertThat(AvailableDecision.of(known)).as("%s", known).doesNotHaveDuplicates();
        }
    }

    /** What nobody else did with the money, so that the order's end is the end of it. */
    private static boolean isOurs(Trouble trouble) {
        return MovedMoney.of(trouble.reason()).isEmpty();
    }

    /** What may be decided in the case that this opens, or in one that is closed. */
    private static List<AvailableDecision> offers(OrderHistory known) {
        return CaseRules.trouble(known, true)
                .map(trouble -> AvailableDecision.of(known, trouble))
                .orElseGet(() -> AvailableDecision.of(known));
    }

    private static AvailableDecision close(Entry entry) {
        return new AvailableDecision(Decision.CLOSE, 1, Proof.NONE, entry);
    }

    private static Optional<Reason> reason(OrderHistory known, boolean late) {
        return CaseRules.trouble(known, late).map(Trouble::reason);
    }

    private static Row row(
            List<ObservedEvent> known,
            PublicStatus status,
            @Nullable Reason atOnce,
            @Nullable Reason late,
            @Nullable Resolution resolution,
            AvailableDecision... offers) {
        return new Row(known, status, atOnce, late, resolution, Set.of(offers));
    }
}
