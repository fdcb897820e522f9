package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.order.lifecycle.Examples.AFTER_EXPIRY;
import static steadfast.order.lifecycle.Examples.EARLIER;
import static steadfast.order.lifecycle.Examples.LATER;
import static steadfast.order.lifecycle.Examples.LIFECYCLE;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.ORDER;
import static steadfast.order.lifecycle.Examples.THIS;
import static steadfast.order.lifecycle.Examples.TOTAL;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.FailureReason;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderExpired;
import steadfast.events.OrderEvent.OrderFailed;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.view.NextAction;
import steadfast.order.view.OrderView;

/** Every order here pays by card, and its buyer wants to pay by QR code. */
class TheNextRoundStartsOnlyWhenTheLastIsDeadTest {

    /** The gateway's definite close, and its decline, which is closed over there. */
    private static final Set<String> DEATHS = Set.of("PaymentCancelled", "PaymentDeclined");

    static Stream<Unpaid> unpaid() {
        return Stream.of(Examples.awaitingCharge(), Examples.awaitingBuyer(), Examples.charging());
    }

    static Stream<Unpaid> changing() {
        return unpaid().map(state -> state.withIntent(new PayBy("qr")));
    }

    static Stream<Arguments> everySignalInEveryState() {
        return changing()
                .flatMap(state ->
                        SignalExamples.BY_NAME.keySet().stream()
                                .flatMap(signal ->
                                        Stream.of(EARLIER, THIS, LATER)
                                                .map(payment ->
                                                        Arguments.of(state, signal, payment))));
    }

    @ParameterizedTest
    @MethodSource("everySignalInEveryState")
    void onlyADeathOfTheRunningRoundStartsIt(Unpaid state, String signal, PaymentId payment) {
        OrderDecision decision =
                LIFECYCLE.decide(
                        state,
                        SignalExamples.BY_NAME.get(signal).apply(state, payment),
                        signal.equals("TimeToLivePassed") ? AFTER_EXPIRY : NOW);

        boolean starts =
                decision instanceof Move(var next, var events)
                        && events.stream().anyMatch(OrderRetryRequested.class::isInstance);
        assertThat(starts).isEqualTo(DEATHS.contains(signal) && payment.equals(THIS));
    }

    @ParameterizedTest
    @MethodSource("changing")
    void theNextRoundIsByTheWishedMethodAndLivesItsOwnTime(Unpaid state) {
        Move move = (Move) after(state, new PaymentCancelled(THIS));

        assertThat(move.events())
                .containsExactly(
                        new OrderRetryRequested(
                                ORDER,
                                LATER,
                                TOTAL,
                                "qr",
                                NOW.plus(Duration.ofMinutes(30)).minusSeconds(10),
                                NOW.plus(Duration.ofMinutes(30))));
        assertThat(move.next())
                .isEqualTo(new Charging(state.terms(), move.next().round(), new Pay(), 0));
        assertThat(move.next().stock()).isEqualTo(StockClaim.HELD);
        assertThat(after(move.next(), new PaymentCancelled(THIS))).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("unpaid")
    void theWishAsksToCloseTheRunningRoundAndTheSameWishTwiceIsARepeat(Unpaid state) {
        Move first = (Move) afterRetry(state, "qr");

        assertThat(first)
                .isEqualTo(
                        Move.to(
                                state.withIntent(new PayBy("qr")),
                                new OrderCancelRequested(ORDER, THIS)));
        assertThat(afterRetry(first.next(), "qr")).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void anotherMethodReplacesTheWishAlsoTheOneThatRuns(Unpaid state) {
        assertThat(afterRetry(state, "wallet"))
                .isEqualTo(Move.to(state.withIntent(new PayBy("wallet"))));
        assertThat(afterRetry(state, "card"))
                .isEqualTo(Move.to(state.withIntent(new PayBy("card"))));
    }

    @ParameterizedTest
    @MethodSource("changing")
    void aCancelDropsTheWishAndTheCloseThenEndsTheOrder(Unpaid state) {
        Move left = (Move) LIFECYCLE.decide(state, new CancelledByBuyer(), NOW);

        assertThat(left).isEqualTo(Move.to(state.withIntent(new Leave())));
        assertThat(((Move) after(left.next(), new PaymentCancelled(THIS))).events())
                .containsExactly(new OrderFailed(ORDER, THIS, FailureReason.CANCELLED_BY_BUYER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "qr"})
    void whoWantedOutMayThinkAgainByAnyMethod(String method) {
        Unpaid leaving = Examples.charging().withIntent(new Leave());

        assertThat(afterRetry(leaving, method))
                .isEqualTo(Move.to(leaving.withIntent(new PayBy(method))));
    }

    @ParameterizedTest
    @MethodSource("changing")
    void aCaptureOvertakesTheWish(Unpaid state) {
        Move paid = (Move) after(state, new PaymentSucceeded(THIS, TOTAL, NOW));

        assertThat(paid.next()).isInstanceOf(Issuing.class);
        assertThat(paid.events()).singleElement().isInstanceOf(OrderPaid.class);
        assertThat(after(paid.next(), new PaymentCancelled(THIS))).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void theTimeToLiveEndsItAllTheSame(Unpaid state) {
        Move expired = (Move) LIFECYCLE.decide(state, new TimeToLivePassed(), AFTER_EXPIRY);

        assertThat(expired.next()).isInstanceOf(Expired.class);
        assertThat(expired.events()).containsExactly(new OrderExpired(ORDER, THIS));
        assertThat(after(expired.next(), new PaymentCancelled(THIS))).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void theBuyerIsToldWhatHappensAndNotToPayTheOldOne(Unpaid state) {
        OrderView view = OrderView.of(state);

        assertThat(view.status()).isEqualTo(state.status());
        assertThat(view.paymentMethod()).isEqualTo("card");
        assertThat(view.nextPaymentMethod()).isEqualTo("qr");
        assertThat(view.nextAction().kind()).isEqualTo(NextAction.Kind.WAIT);
        assertThat(view.nextAction().action()).isNull();
        assertThat(view.nextAction().text().en()).contains("by qr", "Do not pay the open one");
        assertThat(view.nextAction().text().zh()).contains("qr", "请勿再支付");
    }

    @Test
    void whoWantsOutIsNoLongerAskedToPay() {
        OrderView view = OrderView.of(Examples.awaitingBuyer().withIntent(new Leave()));

        assertThat(view.nextPaymentMethod()).isNull();
        assertThat(view.nextAction().kind()).isEqualTo(NextAction.Kind.WAIT);
        assertThat(view.nextAction().text().en()).contains("being cancelled");
    }

    private static OrderDecision after(OrderState state, steadfast.events.PaymentEvent event) {
        return LIFECYCLE.decide(state, new FromPayment(event), NOW);
    }

    private static OrderDecision afterRetry(OrderState state, String method) {
        return LIFECYCLE.decide(state, new RetriedByBuyer(state.round().number() + 1, method), NOW);
    }
}
