package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.order.lifecycle.Examples.CAPTURE;
import static steadfast.order.lifecycle.Examples.EARLIER;
import static steadfast.order.lifecycle.Examples.LIFECYCLE;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.ORDER;
import static steadfast.order.lifecycle.Examples.ROUND;
import static steadfast.order.lifecycle.Examples.TERMS;
import static steadfast.order.lifecycle.Examples.THIS;
import static steadfast.order.lifecycle.Examples.TOTAL;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.FulfillmentEvent;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.Money;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Withdrawing;

class MoneyMovesWithoutTheOrderTest {

    private static final PaymentRefunded BACK = new PaymentRefunded(THIS, 1, TOTAL);
    private static final PaymentRefundFailed FAILED =
            new PaymentRefundFailed(THIS, 1, "account-closed");

    @Test
    void cardsThatWaitForStockAreWithdrawnBeforeTheOrderFollowsItsMoney() {
        Move withheld = moved(Examples.issuing(), BACK);
        Move ended = moved(withheld.next(), new IssueWithdrawn(ORDER, THIS));

        assertThat(withheld)
                .isEqualTo(
                        Move.to(
                                new Withdrawing(TERMS, ROUND, CAPTURE, true),
                                new IssueWithdrawalRequested(ORDER, THIS)));
        assertThat(ended)
                .isEqualTo(
                        Move.to(
                                new Refunded(TERMS, ROUND, CAPTURE, 0),
                                new OrderRefunded(ORDER, THIS)));
    }

    @Test
    void moneyThatGoesBackDuringAWithdrawalIsNotAskedForAgain() {
        Move known = moved(Examples.withdrawing(), BACK);
        Move ended = moved(known.next(), new IssueWithdrawn(ORDER, THIS));

        assertThat(known).isEqualTo(Move.to(new Withdrawing(TERMS, ROUND, CAPTURE, true)));
        assertThat(after(known.next(), BACK)).isEqualTo(Repeat.SILENT);
        assertThat(ended.events()).containsExactly(new OrderRefunded(ORDER, THIS));
    }

    @Test
    void cardsThatWentOutBeforeTheirWithdrawalCompleteTheOrder() {
        Move known = moved(Examples.withdrawing(), BACK);

        Move tooLate = moved(known.next(), new CardsIssued(ORDER, THIS, TERMS.sku(), 2, NOW));

        assertThat(tooLate.next()).isEqualTo(new Completed(TERMS, ROUND, CAPTURE, NOW));
    }

    @Test
    void aRefundOfAnEndedOrderNamesThePaymentThatWasNeverHeardOf() {
        assertThat(after(Examples.failed(), BACK))
                .isEqualTo(
                        Move.to(
                                new Refunded(TERMS, ROUND, Capture.of(THIS, NOW), 0),
                                new OrderRefunded(ORDER, THIS)));
    }

    @Test
    void aDisputedPaymentThatNobodyKnewOfIsAskedBack() {
        Instant captured = NOW.minusSeconds(77);

        assertThat(after(Examples.charging(), new PaymentDisputed(THIS, TOTAL, captured, "fraud")))
                .isEqualTo(
                        Move.to(
                                new Refunding(
                                        TERMS,
                                        ROUND,
                                        Capture.of(THIS, captured),
                                        1,
                                        RefundCause.DISPUTED,
                                        null),
                                new RefundRequested(ORDER, THIS, 1, TOTAL, "disputed")));
    }

    @Test
    void aDisputeOfAnEarlierRoundIsAskedBackAndTheRoundThatRunsIsClosed() {
        Move asked = moved(Examples.charging(), new PaymentDisputed(EARLIER, TOTAL, NOW, "fraud"));

        assertThat(asked.next())
                .isEqualTo(
                        new Refunding(
                                TERMS,
                                ROUND,
                                Capture.of(EARLIER, NOW),
                                1,
                                RefundCause.DISPUTED,
                                null));
        assertThat(asked.events())
                .containsExactly(
                        new RefundRequested(ORDER, EARLIER, 1, TOTAL, "disputed"),
                        new OrderCancelRequested(ORDER, THIS));
    }

    @Test
    void aDisputedRoundThatWasCapturedBesideTheOneThatPaysIsAskedBackOnce() {
        PaymentDisputed dispute = new PaymentDisputed(EARLIER, TOTAL, NOW, "fraud");
        Move asked = moved(Examples.completed(), dispute);

        assertThat(asked.next()).isInstanceOf(Completed.class);
        assertThat(asked.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RefundRequested.class,
                        said -> assertThat(said.paymentId()).isEqualTo(EARLIER));
        assertThat(after(asked.next(), dispute)).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("steadfast.order.lifecycle.Examples#states")
    void aDisputeOfAnotherAmountIsNeverBelieved(OrderState state) {
        assertThat(after(state, new PaymentDisputed(THIS, new Money(1, "CNY"), NOW, "fraud")))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void aRefundThatFailsLaterIsDecidedByAPersonLikeOneThatWasRefused() {
        Move failed = moved(Examples.refunded(), FAILED);
        Move again = decided(failed.next(), steadfast.events.OperationsEvent.Decision.REFUND);
        Move closed = decided(failed.next(), steadfast.events.OperationsEvent.Decision.CLOSE);

        assertThat(failed)
                .isEqualTo(
                        Move.to(
                                new Refunding(
                                        TERMS,
                                        ROUND,
                                        CAPTURE,
                                        1,
                                        RefundCause.REFUND_FAILED,
                                        "account-closed")));
        assertThat(failed.next().stock()).isEqualTo(StockClaim.NONE);
        assertThat(again.events())
                .containsExactly(new RefundRequested(ORDER, THIS, 2, TOTAL, "decided"));
        assertThat(closed.next()).isEqualTo(new Refunded(TERMS, ROUND, CAPTURE, 1));
    }

    @Test
    void theFailureOfARefundIsOldNewsOnceItIsSettled() {
        Move failed = moved(Examples.refunded(), FAILED);
        Move closed = decided(failed.next(), steadfast.events.OperationsEvent.Decision.CLOSE);
        Move again = decided(failed.next(), steadfast.events.OperationsEvent.Decision.REFUND);
        Move back = moved(again.next(), new PaymentRefunded(THIS, 2, TOTAL));

        assertThat(after(closed.next(), FAILED)).isEqualTo(Repeat.SILENT);
        assertThat(after(back.next(), FAILED)).isEqualTo(Repeat.SILENT);
        assertThat(after(back.next(), new PaymentRefundFailed(THIS, 2, "x")))
                .isInstanceOf(Move.class);
    }

    @Test
    void aFailureThatIsOvertakenByTheNextRefundIsOldNews() {
        Move settled = moved(Examples.refunded(), new PaymentRefunded(THIS, 2, TOTAL));

        assertThat(settled).isEqualTo(Move.to(new Refunded(TERMS, ROUND, CAPTURE, 1)));
        assertThat(after(settled.next(), FAILED)).isEqualTo(Repeat.SILENT);
    }

    @Test
    void theRefundThatFailedLaterIsNotBelievedASecondTime() {
        Move failed = moved(Examples.refunded(), FAILED);
        Move again = decided(failed.next(), steadfast.events.OperationsEvent.Decision.REFUND);

        assertThat(after(failed.next(), BACK)).isEqualTo(Repeat.SILENT);
        assertThat(after(again.next(), BACK)).isEqualTo(Repeat.SILENT);
        assertThat(moved(failed.next(), new PaymentRefunded(THIS, 2, TOTAL)).next())
                .isInstanceOf(Refunded.class);
    }

    @Test
    void aFailureThatOvertakesItsRefundIsRememberedToo() {
        Move failed = moved(Examples.refunding(), FAILED);

        assertThat(after(failed.next(), BACK)).isEqualTo(Repeat.SILENT);
    }

    @Test
    void thePermissionIsAsFreshAsTheLastAnswerOfTheGateway() {
        Instant asked = NOW.plusSeconds(99);

        assertThat(after(Examples.issuing(), new PaymentConfirmed(THIS, asked)))
                .isEqualTo(
                        Move.to(
                                Examples.issuing(),
                                new OrderPaid(
                                        ORDER,
                                        THIS,
                                        TERMS.sku(),
                                        2,
                                        TERMS.viewTokenSha256(),
                                        ROUND.expiresAt(),
                                        asked,
                                        TERMS.storefront())));
    }

    @ParameterizedTest
    @EnumSource(LatePaymentPolicy.class)
    void whatAPersonConfirmsIsIssuedOnceThePaymentSucceedsWhateverThePolicyIs(
            LatePaymentPolicy policy) {
        Move confirmed =
                decided(Examples.expired(), steadfast.events.OperationsEvent.Decision.CONFIRM_PAID);

        OrderDecision succeeded =
                Examples.lifecycle(policy)
                        .decide(
                                confirmed.next(),
                                new FromPayment(
                                        new PaymentSucceeded(THIS, TOTAL, CAPTURE.capturedAt())),
                                NOW);

        assertThat(confirmed)
                .isEqualTo(
                        Move.to(
                                new Expired(TERMS, ROUND.issuingWhenPaid(true)),
                                new PaymentCheckRequested(ORDER, THIS, NOW)));
        assertThat(succeeded)
                .isInstanceOfSatisfying(
                        OrderDecision.IfStock.class,
                        either -> {
                            assertThat(either.withStock().next())
                                    .isEqualTo(
                                            new OrderState.Issuing(
                                                    TERMS,
                                                    ROUND.issuingWhenPaid(true),
                                                    CAPTURE,
                                                    false));
                            assertThat(either.withoutStock().next())
                                    .isEqualTo(
                                            new OrderState.Held(
                                                    TERMS, ROUND.issuingWhenPaid(true), CAPTURE));
                        });
    }

    @Test
    void aConfirmationIsAskedAboutOnceAndAnotherRoundsCaptureIsNoneOfIt() {
        OrderState confirmed =
                decided(Examples.expired(), steadfast.events.OperationsEvent.Decision.CONFIRM_PAID)
                        .next();

        assertThat(
                        LIFECYCLE.decide(
                                confirmed,
                                new FromOperations(
                                        SignalExamples.decision(
                                                confirmed,
                                                THIS,
                                                steadfast.events.OperationsEvent.Decision
                                                        .CONFIRM_PAID)),
                                NOW))
                .isEqualTo(OrderDecision.Repeat.SILENT);
        assertThat(
                        moved(confirmed, new PaymentSucceeded(EARLIER, TOTAL, CAPTURE.capturedAt()))
                                .next())
                .isInstanceOf(OrderState.Refunding.class);
    }

    @Test
    void aCloseTakesTheConfirmationBack() {
        OrderState confirmed =
                decided(Examples.failed(), steadfast.events.OperationsEvent.Decision.CONFIRM_PAID)
                        .next();

        assertThat(decided(confirmed, steadfast.events.OperationsEvent.Decision.CLOSE))
                .isEqualTo(Move.to(Examples.failed()));
    }

    private static Move moved(OrderState state, PaymentEvent event) {
        return (Move) after(state, event);
    }

    private static Move moved(OrderState state, FulfillmentEvent event) {
        return (Move) LIFECYCLE.decide(state, new FromFulfillment(event), NOW);
    }

    private static OrderDecision after(OrderState state, PaymentEvent event) {
        return LIFECYCLE.decide(state, new FromPayment(event), NOW);
    }

    private static Move decided(
            OrderState state, steadfast.events.OperationsEvent.Decision choice) {
        return (Move)
                LIFECYCLE.decide(
                        state,
                        new FromOperations(SignalExamples.decision(state, THIS, choice)),
                        NOW);
    }
}
