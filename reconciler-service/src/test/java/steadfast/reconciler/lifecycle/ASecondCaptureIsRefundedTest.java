package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.CARDS_ISSUED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_COMPLETED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_EXPIRED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_FAILED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_PAID;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_RETRY_REQUESTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.ORDER_SUBMITTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DECLINED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_DISPUTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUNDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_REFUND_REFUSED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_STARTED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.PAYMENT_SUCCEEDED;
import static steadfast.reconciler.lifecycle.ObservedEvent.Kind.REFUND_REQUESTED;
import static steadfast.reconciler.lifecycle.Story.facts;
import static steadfast.reconciler.lifecycle.Story.together;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadfast.events.OperationsEvent.Owner;

class ASecondCaptureIsRefundedTest {

    @Test
    void aRetryWithAHigherRoundWaitsForItsOwnPayment() {
        assertThat(
                        open(
                                facts(1, ORDER_SUBMITTED, PAYMENT_DECLINED, ORDER_FAILED),
                                facts(2, ORDER_RETRY_REQUESTED)))
                .containsExactly(new Expectation(Expected.PAYMENT_STARTED, 2));
    }

    @Test
    void whatIsStillMissingOfARoundThatIsOverIsNotWaitedFor() {
        assertThat(
                        open(
                                facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED)))
                .containsExactly(new Expectation(Expected.PAYMENT_RESULT, 2));
    }

    @Test
    void anEarlierRoundThatIsCapturedAfterTheOrderCompletedIsToBeRefunded() {
        assertThat(
                        open(
                                facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, PAYMENT_SUCCEEDED),
                                facts(2, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED)))
                .containsExactly(new Expectation(Expected.REFUND_OF_SECOND_CAPTURE, 1));
    }

    @Test
    void itsRefundLeavesTheOrderWhereItIs() {
        List<ObservedEvent> completed = facts(2, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED);

        assertThat(open(facts(1, PAYMENT_SUCCEEDED, REFUND_REQUESTED), completed))
                .containsExactly(new Expectation(Expected.REFUND, 1));
        assertThat(open(facts(1, PAYMENT_SUCCEEDED, REFUND_REQUESTED, PAYMENT_REFUNDED), completed))
                .isEmpty();
    }

    @Test
    void ofTwoCapturesThatCameTooLateOnlyTheFirstRefundIsTheOrdersEnd() {
        List<ObservedEvent> first = facts(1, ORDER_FAILED, PAYMENT_SUCCEEDED, REFUND_REQUESTED);
        List<ObservedEvent> second = facts(2, ORDER_FAILED, PAYMENT_SUCCEEDED, REFUND_REQUESTED);
        List<ObservedEvent> secondIsBack = together(second, facts(2, PAYMENT_REFUNDED));

        assertThat(open(first, facts(1, PAYMENT_REFUND_REFUSED), secondIsBack))
                .containsExactly(new Expectation(Expected.DECISION_ON_REFUSED_REFUND, 1));
        assertThat(open(first, facts(1, PAYMENT_REFUNDED), secondIsBack))
                .containsExactly(new Expectation(Expected.REFUNDED_END, 2));
        assertThat(open(first, facts(1, PAYMENT_REFUNDED, ORDER_REFUNDED), secondIsBack)).isEmpty();
    }

    @Test
    void aLaterRoundIsDroppedOnceAnEarlierOneIsPaid() {
        assertThat(
                        open(
                                facts(1, PAYMENT_SUCCEEDED, ORDER_PAID),
                                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED)))
                .containsExactly(new Expectation(Expected.CARDS, 1));
        assertThat(
                        open(
                                facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED),
                                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_SUCCEEDED)))
                .containsExactly(new Expectation(Expected.REFUND_OF_SECOND_CAPTURE, 2));
    }

    @Test
    void aRoundThatRunsWhenAnEarlierOneIsDisputedAndAskedBackIsNotWaitedForAndClosed() {
        List<ObservedEvent> disputed =
                facts(1, PAYMENT_DISPUTED, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED);
        List<ObservedEvent> runs = facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED);

        assertThat(open(disputed, runs))
                .containsExactly(new Expectation(Expected.DECISION_ON_REFUSED_REFUND, 1));
        assertThat(PublicStatus.roundOf(OrderHistory.of(together(disputed, runs)))).isEqualTo(1);
        assertThat(PollGoal.of(OrderHistory.of(together(disputed, runs))))
                .containsEntry(2, PollGoal.CLOSE);
        assertThat(open(disputed, facts(1, PAYMENT_REFUNDED), runs))
                .containsExactly(new Expectation(Expected.REFUNDED_END, 1));
    }

    @Test
    void aRefundByHandOfAnEarlierRoundLeavesTheOrderInItsOwn() {
        List<ObservedEvent> back = facts(1, ORDER_SUBMITTED, PAYMENT_REFUNDED);
        List<ObservedEvent> runs = facts(2, ORDER_RETRY_REQUESTED, PAYMENT_STARTED);

        assertThat(open(back, runs)).containsExactly(new Expectation(Expected.PAYMENT_RESULT, 2));
        assertThat(PublicStatus.of(OrderHistory.of(together(back, runs))))
                .isEqualTo(PublicStatus.PROCESSING);
    }

    @Test
    void whatIsOpenInTwoRoundsIsAskedForInTurnsThatMissNobody() {
        List<Expectation> open =
                open(
                        facts(1, PAYMENT_SUCCEEDED, REFUND_REQUESTED),
                        facts(2, PAYMENT_SUCCEEDED, ORDER_PAID));

        assertThat(open)
                .containsExactly(
                        new Expectation(Expected.REFUND, 1), new Expectation(Expected.CARDS, 2));
        assertThat(Expectation.asks(open))
                .containsExactly(Owner.PAYMENT, Owner.FULFILLMENT, Owner.ORDER);
    }

    @Test
    void aRefusedRefundThatIsAskedForAgainWaitsForItsSecondAnswer() {
        List<ObservedEvent> refused =
                facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED);
        ObservedEvent again = new ObservedEvent(REFUND_REQUESTED, 1, 2, Instant.EPOCH);
        ObservedEvent back = new ObservedEvent(PAYMENT_REFUNDED, 1, 2, Instant.EPOCH);

        assertThat(open(refused, List.of(again)))
                .containsExactly(new Expectation(Expected.REFUND, 1));
        assertThat(open(refused, List.of(again, back)))
                .containsExactly(new Expectation(Expected.REFUNDED_END, 1));
    }

    @Test
    void nobodyIsAskedWhereOnlyAPersonCanGoOn() {
        List<Expectation> open =
                open(facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED));

        assertThat(open).containsExactly(new Expectation(Expected.DECISION_ON_REFUSED_REFUND, 1));
        assertThat(Expectation.asks(open)).isEmpty();
    }

    @SafeVarargs
    private static List<Expectation> open(List<ObservedEvent>... parts) {
        return Expectation.of(OrderHistory.of(together(parts)));
    }
}
