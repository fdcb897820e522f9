package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.order.lifecycle.Examples.ANOTHER;
import static steadfast.order.lifecycle.Examples.CAPTURE;
import static steadfast.order.lifecycle.Examples.EARLIER;
import static steadfast.order.lifecycle.Examples.LATER;
import static steadfast.order.lifecycle.Examples.LIFECYCLE;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.ORDER;
import static steadfast.order.lifecycle.Examples.ROUND;
import static steadfast.order.lifecycle.Examples.TERMS;
import static steadfast.order.lifecycle.Examples.THIS;
import static steadfast.order.lifecycle.Examples.TOTAL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.FailureReason;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderFailed;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.Republish;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState.AwaitingBuyer;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;

class TheWayOfAnOrderTest {

    private static final Repeat REPEAT = new Repeat(Republish.NONE);

    @Test
    void anAcceptedOrderWaitsForItsFirstChargeAndSaysByWhenItMustStart() {
        Move accepted = LIFECYCLE.accept(TERMS, "card");

        assertThat(accepted.next()).isInstanceOf(AwaitingCharge.class);
        assertThat(accepted.events())
                .containsExactly(
                        new OrderSubmitted(
                                ORDER,
                                EARLIER,
                                "corner-shop",
                                TERMS.sku(),
                                2,
                                TOTAL,
                                "card",
                                TERMS.submittedAt().plus(Duration.ofMinutes(30)).minusSeconds(10),
                                TERMS.submittedAt().plus(Duration.ofMinutes(30))));
    }

    @Test
    void aCapturePaysForTheOrderAndPermitsItsCards() {
        OrderDecision decision = after(Examples.charging(), new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(decision)
                .isEqualTo(
                        Move.to(
                                new Issuing(TERMS, ROUND, Capture.of(THIS, NOW), false),
                                new OrderPaid(
                                        ORDER,
                                        THIS,
                                        TERMS.sku(),
                                        2,
                                        TERMS.viewTokenSha256(),
                                        ROUND.expiresAt(),
                                        NOW,
                                        TERMS.storefront())));
    }

    @ParameterizedTest
    @CsvSource({"4999, CNY", "5001, CNY", "5000, EUR"})
    void aCaptureOfAnotherAmountOrCurrencyIsNeverBelieved(long amountMinor, String currency) {
        Money other = new Money(amountMinor, currency);

        for (OrderState state : Examples.states()) {
            assertThat(after(state, new PaymentSucceeded(THIS, other, NOW)))
                    .isInstanceOf(Contradiction.class);
            assertThat(after(state, new PaymentSucceeded(EARLIER, other, NOW)))
                    .isInstanceOf(Contradiction.class);
        }
    }

    @Test
    void aRefundOfAnotherAmountIsNeverBelieved() {
        assertThat(after(Examples.refunding(), new PaymentRefunded(THIS, 1, new Money(1, "CNY"))))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void whatIsSaidOfAnotherOrderContradictsEveryState() {
        PaymentId foreign = PaymentId.first(ANOTHER);

        for (OrderState state : Examples.states()) {
            for (String name : SignalExamples.BY_NAME.keySet()) {
                if (!SignalExamples.WITHOUT_ROUND.contains(name)
                        && !name.startsWith("RetriedByBuyer")) {
                    OrderSignal signal = SignalExamples.BY_NAME.get(name).apply(state, foreign);
                    assertThat(LIFECYCLE.decide(state, signal, NOW))
                            .as(name)
                            .isInstanceOf(Contradiction.class);
                }
            }
        }
    }

    @Test
    void aCaptureAfterADeclineOfTheSameRoundIsBelievedAndGoesBack() {
        Move declined =
                (Move) after(Examples.charging(), new PaymentDeclined(THIS, "expired-card"));

        OrderDecision decision = after(declined.next(), new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(decision)
                .isEqualTo(
                        Move.to(
                                new Refunding(
                                        TERMS,
                                        ROUND,
                                        Capture.of(THIS, NOW).after(LatePaymentPolicy.REFUND),
                                        1,
                                        RefundCause.CAPTURED_TOO_LATE,
                                        null),
                                new RefundRequested(ORDER, THIS, 1, TOTAL, "captured-too-late")));
    }

    @Test
    void aDeclineThatComesAfterTheCaptureIsOldNews() {
        assertThat(after(Examples.issuing(), new PaymentDeclined(THIS, "x"))).isEqualTo(REPEAT);
    }

    @Test
    void theSecondCaptureOfADifferentRoundIsSentBackExactlyOnce() {
        Move first = (Move) after(Examples.completed(), new PaymentSucceeded(EARLIER, TOTAL, NOW));

        OrderDecision second = after(first.next(), new PaymentSucceeded(EARLIER, TOTAL, NOW));

        assertThat(first.events())
                .containsExactly(new RefundRequested(ORDER, EARLIER, 1, TOTAL, "captured-twice"));
        assertThat(first.next().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(second).isEqualTo(REPEAT);
    }

    @Test
    void theRoundThatRunsOnWhenAnEarlierOnePaysIsClosedAndItsOwnCaptureGoesBack() {
        Move paidByEarlier =
                (Move) after(Examples.charging(), new PaymentSucceeded(EARLIER, TOTAL, NOW));

        OrderDecision running = after(paidByEarlier.next(), new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(paidByEarlier.events()).contains(new OrderCancelRequested(ORDER, THIS));
        assertThat(((Move) running).events())
                .containsExactly(new RefundRequested(ORDER, THIS, 1, TOTAL, "captured-twice"));
        assertThat(((Move) running).next().payment()).isEqualTo(EARLIER);
    }

    @Test
    void theCloseOfARoundThatAnEarlierOneOvertookEndsNothing() {
        Move paidByEarlier =
                (Move) after(Examples.charging(), new PaymentSucceeded(EARLIER, TOTAL, NOW));

        assertThat(after(paidByEarlier.next(), new PaymentCancelled(THIS))).isEqualTo(REPEAT);
    }

    @Test
    void anUnresolvedPaymentKeepsTheOrderInProcessing() {
        Move move =
                (Move) after(Examples.awaitingCharge(), new PaymentUnresolved(THIS, 1, "timeout"));

        assertThat(move.next()).isEqualTo(new Charging(TERMS, ROUND, new Pay(), 1));
        assertThat(move.events()).isEmpty();
    }

    @Test
    void anOldAttemptDoesNotTakeTheBuyersActionAway() {
        assertThat(after(Examples.awaitingBuyer(), new PaymentUnresolved(THIS, 1, "timeout")))
                .isEqualTo(REPEAT);
    }

    @Test
    void anOldAttemptIsNoNewsToACharge() {
        assertThat(after(Examples.charging(), new PaymentStarted(THIS, 1, "sandbox")))
                .isEqualTo(REPEAT);
        assertThat(after(Examples.charging(), new PaymentUnresolved(THIS, 1, "x")))
                .isEqualTo(REPEAT);
    }

    @Test
    void anActionWhoseTimeHasPassedIsNotShown() {
        assertThat(after(Examples.charging(), new PaymentActionRequired(THIS, "QR", NOW)))
                .isEqualTo(REPEAT);
    }

    @Test
    void theSameActionTwiceIsOldNews() {
        AwaitingBuyer state = Examples.awaitingBuyer();

        assertThat(
                        after(
                                state,
                                new PaymentActionRequired(
                                        THIS, state.action().action(), state.action().until())))
                .isEqualTo(REPEAT);
    }

    @ParameterizedTest
    @MethodSource("steadfast.order.lifecycle.Examples#states")
    void aCancelIsOnlyARequestAndNeverEndsAnOrderByItself(OrderState state) {
        OrderDecision decision = LIFECYCLE.decide(state, new CancelledByBuyer(), NOW);

        if (decision instanceof Move move) {
            assertThat(move.next().status()).isEqualTo(state.status());
            assertThat(move.events()).containsExactly(new OrderCancelRequested(ORDER, THIS));
            assertThat(LIFECYCLE.decide(move.next(), new CancelledByBuyer(), NOW))
                    .isEqualTo(REPEAT);
        }
    }

    @Test
    void aCancelThatTheGatewayConfirmsIsTheBuyersOwn() {
        Unpaid wanted = Examples.charging().withIntent(new Leave());

        assertThat(((Move) after(wanted, new PaymentCancelled(THIS))).events())
                .containsExactly(new OrderFailed(ORDER, THIS, FailureReason.CANCELLED_BY_BUYER));
        assertThat(((Move) after(Examples.charging(), new PaymentCancelled(THIS))).events())
                .containsExactly(new OrderFailed(ORDER, THIS, FailureReason.PAYMENT_CLOSED));
    }

    @Test
    void aCancelIsOvertakenByACapture() {
        Move move =
                (Move)
                        after(
                                Examples.charging().withIntent(new Leave()),
                                new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(move.next()).isInstanceOf(Issuing.class);
    }

    @Test
    void aRetryStartsTheNextRoundWithATimeToLiveOfItsOwn() {
        Move move = (Move) LIFECYCLE.decide(Examples.failed(), new RetriedByBuyer(3, "qr"), NOW);

        assertThat(move.next().status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(move.next().round())
                .isEqualTo(new Round(LATER, "qr", NOW.plusSeconds(1790), NOW.plusSeconds(1800)));
        assertThat(move.events())
                .containsExactly(
                        new OrderRetryRequested(
                                ORDER,
                                LATER,
                                TOTAL,
                                "qr",
                                NOW.plusSeconds(1790),
                                NOW.plusSeconds(1800)));
    }

    @Test
    void aRetrySkipsNoRound() {
        assertThat(LIFECYCLE.decide(Examples.failed(), new RetriedByBuyer(4, "card"), NOW))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void aFailedOrderIsPaidAtItsOldPriceForADay() {
        Instant lastMoment = TERMS.submittedAt().plus(BuyerRules.PAYABLE_FOR);
        RetriedByBuyer retry = new RetriedByBuyer(3, "card");

        assertThat(LIFECYCLE.decide(Examples.failed(), retry, lastMoment)).isInstanceOf(Move.class);
        assertThat(LIFECYCLE.decide(Examples.failed(), retry, lastMoment.plusMillis(1)))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void retriesEndSomewhere() {
        Round last =
                new Round(
                        new PaymentId(ORDER, BuyerRules.MAX_ROUNDS),
                        "card",
                        ROUND.payBy(),
                        ROUND.expiresAt());
        Failed failed = new Failed(TERMS, last, FailureReason.PAYMENT_DECLINED, null);

        assertThat(
                        LIFECYCLE.decide(
                                failed, new RetriedByBuyer(BuyerRules.MAX_ROUNDS + 1, "card"), NOW))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void neitherDoesAWishToPayAnotherWayGoOnForEver() {
        PaymentId last = new PaymentId(ORDER, BuyerRules.MAX_ROUNDS);
        Round round = new Round(last, "card", ROUND.payBy(), ROUND.expiresAt());
        RetriedByBuyer retry = new RetriedByBuyer(BuyerRules.MAX_ROUNDS + 1, "qr");

        for (BuyerIntent buyerIntent :
                List.of(new Pay(), new Leave(), new BuyerIntent.PayBy("wallet"))) {
            assertThat(LIFECYCLE.decide(new Charging(TERMS, round, buyerIntent, 1), retry, NOW))
                    .isInstanceOf(Contradiction.class);
        }
    }

    @Test
    void anOrderExpiresAtItsTimeToLiveAndNotAMomentBefore() {
        assertThat(
                        LIFECYCLE.decide(
                                Examples.charging(),
                                new TimeToLivePassed(),
                                ROUND.expiresAt().minusNanos(1)))
                .isInstanceOf(TooEarly.class);
        assertThat(LIFECYCLE.decide(Examples.charging(), new TimeToLivePassed(), ROUND.expiresAt()))
                .isInstanceOf(Move.class);
    }

    @Test
    void cardsThatAreNotWhatWasBoughtContradictThePaidOrder() {
        assertThat(issued(new CardsIssued(ORDER, THIS, TERMS.sku(), 3, NOW)))
                .isInstanceOf(Contradiction.class);
        assertThat(issued(new CardsIssued(ORDER, THIS, new Sku("OTHER"), 2, NOW)))
                .isInstanceOf(Contradiction.class);
    }

    @Test
    void aRefusedRefundWaitsForAPersonWhoMayAskAgainUnderANewNumber() {
        Move refused =
                (Move)
                        after(
                                Examples.refunding(),
                                new PaymentRefundRefused(THIS, 1, "account-closed"));

        Move again = (Move) decided(refused.next(), REFUND_AGAIN);

        assertThat(((Refunding) refused.next()).refused()).isEqualTo("account-closed");
        assertThat(again.events())
                .containsExactly(new RefundRequested(ORDER, THIS, 2, TOTAL, "decided"));
        assertThat(after(again.next(), new PaymentRefundRefused(THIS, 1, "account-closed")))
                .isEqualTo(REPEAT);
    }

    @Test
    void theRefusalOfARefundThatWasNotAskedForYetIsTooEarly() {
        assertThat(after(Examples.refunding(), new PaymentRefundRefused(THIS, 2, "no")))
                .isInstanceOf(TooEarly.class);
    }

    @Test
    void aPersonMayVouchForMoneyWhoseRefundWasRefused() {
        Move move =
                (Move)
                        decided(
                                Examples.refusedRefund(),
                                steadfast.events.OperationsEvent.Decision.CLOSE);

        assertThat(move.next()).isInstanceOf(Refunded.class);
        assertThat(move.events()).containsExactly(new OrderRefunded(ORDER, THIS));
    }

    @ParameterizedTest
    @MethodSource("steadfast.order.lifecycle.Examples#states")
    void aDecisionAboutAnOrderThatHasMovedOnChangesNothing(OrderState state) {
        for (steadfast.events.OperationsEvent.Decision choice :
                steadfast.events.OperationsEvent.Decision.values()) {
            for (OrderStatus expected : OrderStatus.values()) {
                for (int round = 1; round <= 3; round++) {
                    boolean asItIs = expected == state.status() && round == 2;
                    ReviewDecided decision =
                            new ReviewDecided(
                                    ORDER.value(),
                                    ORDER,
                                    THIS,
                                    choice,
                                    "olga",
                                    expected.name(),
                                    round);
                    if (!asItIs) {
                        assertThat(LIFECYCLE.decide(state, new FromOperations(decision), NOW))
                                .isEqualTo(REPEAT);
                    }
                }
            }
        }
    }

    @Test
    void stockIsHeldFromTheFirstMomentAndLetGoOnlyAtAnEnd() {
        assertThat(Examples.states())
                .extracting(OrderState::stock)
                .containsExactly(
                        StockClaim.HELD,
                        StockClaim.HELD,
                        StockClaim.HELD,
                        StockClaim.NONE,
                        StockClaim.HELD,
                        StockClaim.HELD,
                        StockClaim.SOLD,
                        StockClaim.NONE,
                        StockClaim.NONE,
                        StockClaim.HELD,
                        StockClaim.NONE);
    }

    @Test
    void aRefundOfAnEndedOrderHoldsNoStockThatWasLetGoBefore() {
        Move move = (Move) after(Examples.expired(), new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(move.next().stock()).isEqualTo(StockClaim.NONE);
    }

    @Test
    void theCaptureIsRememberedAsItWasSaid() {
        Move move = (Move) after(Examples.charging(), new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(((Issuing) move.next()).capture()).isEqualTo(Capture.of(THIS, NOW));
        assertThat(CAPTURE.sentBack()).isEmpty();
    }

    private static final steadfast.events.OperationsEvent.Decision REFUND_AGAIN =
            steadfast.events.OperationsEvent.Decision.REFUND;

    private static OrderDecision after(OrderState state, PaymentEvent event) {
        return LIFECYCLE.decide(state, new FromPayment(event), NOW);
    }

    private static OrderDecision issued(CardsIssued event) {
        return LIFECYCLE.decide(Examples.issuing(), new FromFulfillment(event), NOW);
    }

    private static OrderDecision decided(
            OrderState state, steadfast.events.OperationsEvent.Decision choice) {
        return LIFECYCLE.decide(
                state, new FromOperations(SignalExamples.decision(state, THIS, choice)), NOW);
    }
}
