package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.order.lifecycle.Examples.EARLIER;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.ORDER;
import static steadfast.order.lifecycle.Examples.ROUND;
import static steadfast.order.lifecycle.Examples.TERMS;
import static steadfast.order.lifecycle.Examples.THIS;
import static steadfast.order.lifecycle.Examples.TOTAL;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.OrderEvent.OrderHeld;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.view.LocalizedText;
import steadfast.order.view.NextAction;
import steadfast.order.view.OrderView;

class LateMoneyFollowsItsMerchantsPolicyTest {

    /** Both ends, and a capture of the last round or of the one before. */
    static Stream<Arguments> ends() {
        return Stream.of(Examples.failed(), Examples.expired())
                .flatMap(state ->
                        Stream.of(THIS, EARLIER).map(payment -> Arguments.of(state, payment)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void itGoesBackWhereTheMerchantSaysSo(OrderState ended, PaymentId payment) {
        assertThat(captured(LatePaymentPolicy.REFUND, ended, payment))
                .isEqualTo(back(payment, LatePaymentPolicy.REFUND));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theShelfDecidesWhetherItIsIssuedOrGoesBack(OrderState ended, PaymentId payment) {
        OrderDecision decision = captured(LatePaymentPolicy.ISSUE_IF_STOCK, ended, payment);

        assertThat(decision)
                .isEqualTo(
                        new IfStock(
                                Move.to(
                                        new Issuing(
                                                TERMS,
                                                ROUND,
                                                late(payment, LatePaymentPolicy.ISSUE_IF_STOCK),
                                                false),
                                        new OrderPaid(
                                                ORDER,
                                                payment,
                                                TERMS.sku(),
                                                2,
                                                TERMS.viewTokenSha256(),
                                                ROUND.expiresAt(),
                                                late(payment, LatePaymentPolicy.ISSUE_IF_STOCK)
                                                        .capturedAt(),
                                                TERMS.storefront())),
                                back(payment, LatePaymentPolicy.ISSUE_IF_STOCK)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void itIsHeldForAPersonAndSaysSo(OrderState ended, PaymentId payment) {
        OrderDecision decision = captured(LatePaymentPolicy.REVIEW, ended, payment);

        assertThat(decision)
                .isEqualTo(
                        Move.to(
                                new Held(TERMS, ROUND, late(payment, LatePaymentPolicy.REVIEW)),
                                new OrderHeld(ORDER, payment)));
        OrderState held = ((Move) decision).next();
        assertThat(held.status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(held.stock()).isEqualTo(StockClaim.NONE);
    }

    @Test
    void aStorefrontOfItsOwnMindIsHeardBeforeTheDefault() {
        LateMoneyPolicy policy =
                new LateMoneyPolicy(
                        LatePaymentPolicy.ISSUE_IF_STOCK,
                        Map.of(
                                TERMS.storefront(),
                                LatePaymentPolicy.REVIEW,
                                "other",
                                LatePaymentPolicy.REFUND));

        assertThat(policy.of(TERMS.storefront())).isEqualTo(LatePaymentPolicy.REVIEW);
        assertThat(policy.of("other")).isEqualTo(LatePaymentPolicy.REFUND);
        assertThat(policy.of("a third")).isEqualTo(LatePaymentPolicy.ISSUE_IF_STOCK);
    }

    @Test
    void aDecisionThatWasTakenOfTheOrderBeforeItWasHeldNoLongerHolds() {
        Held held = Examples.held();

        OrderDecision decision =
                Examples.LIFECYCLE.decide(
                        held,
                        new FromOperations(
                                SignalExamples.decision(
                                        Examples.expired(),
                                        THIS,
                                        steadfast.events.OperationsEvent.Decision.REFUND)),
                        NOW);

        assertThat(decision).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theBuyerIsToldToTheEnd(OrderState state, String english, String chinese) {
        LocalizedText text = OrderView.of(state).latePayment();

        assertThat(text.en()).contains("after the order had ended", english);
        assertThat(text.zh()).contains("订单结束后", chinese);
    }

    static List<Arguments> texts() {
        Capture late = late(THIS, LatePaymentPolicy.ISSUE_IF_STOCK);
        return List.of(
                Arguments.of(Examples.issuing().with(late), "issues the cards anyway", "发卡"),
                Arguments.of(Examples.completed().with(late), "issues the cards", "发卡"),
                Arguments.of(Examples.held(), "The shop decides", "商家将决定"),
                Arguments.of(Examples.withdrawing().with(late), "get a refund", "退还"),
                Arguments.of(Examples.refunding().with(late), "get a refund", "退还"),
                Arguments.of(Examples.refunded().with(late), "get a refund", "退还"));
    }

    @Test
    void whoPaidInTimeIsToldNothingOfTheKind() {
        assertThat(Examples.states())
                .filteredOn(state -> !(state instanceof Held))
                .allSatisfy(state -> assertThat(OrderView.of(state).latePayment()).isNull());
    }

    @Test
    void aHeldOrderNeverSaysThatNothingWasCharged() {
        OrderView view = OrderView.of(Examples.held());

        assertThat(view.nextAction().kind()).isEqualTo(NextAction.Kind.WAIT);
        assertThat(view.nextAction().text().en()).contains("arrived late", "Do not pay again");
        assertThat(view.failureReason()).isNull();
    }

    private static OrderDecision captured(
            LatePaymentPolicy policy, OrderState state, PaymentId payment) {
        return Examples.lifecycle(policy)
                .decide(state, new FromPayment(new PaymentSucceeded(payment, TOTAL, NOW)), NOW);
    }

    private static Capture late(PaymentId payment, LatePaymentPolicy policy) {
        return Capture.of(payment, NOW).after(policy);
    }

    private static Move back(PaymentId payment, LatePaymentPolicy policy) {
        return Move.to(
                new Refunding(
                        TERMS,
                        ROUND,
                        late(payment, policy),
                        1,
                        RefundCause.CAPTURED_TOO_LATE,
                        null),
                new RefundRequested(ORDER, payment, 1, TOTAL, "captured-too-late"));
    }
}
