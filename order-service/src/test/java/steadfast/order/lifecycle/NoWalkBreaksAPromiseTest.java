package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.testkit.StatefulPropertyRunner;

class NoWalkBreaksAPromiseTest {

    private static final int WALKS = 4000;
    private static final int LENGTH = 40;

    @ParameterizedTest
    @EnumSource
    void whateverIsSaidInWhateverOrderThePromisesHold(LatePaymentPolicy policy) {
        walker(policy).walk(WALKS, LENGTH);
    }

    @Test
    void theWalksReachEveryState() {
        java.util.Set<String> reached = new java.util.TreeSet<>();

        walker(LatePaymentPolicy.REVIEW)
                .invariant("seen", (world, random) -> reached.add(name(world.state())))
                .walk(WALKS, LENGTH);

        assertThat(reached)
                .containsExactlyElementsOf(
                        Examples.states().stream()
                                .map(NoWalkBreaksAPromiseTest::name)
                                .sorted()
                                .toList());
    }

    private static String name(OrderState state) {
        return state.getClass().getSimpleName();
    }

    private static StatefulPropertyRunner<SimulatedOrder> walker(LatePaymentPolicy policy) {
        return StatefulPropertyRunner.from(() -> new SimulatedOrder(policy))
                .shownAs(SimulatedOrder::toString)
                .step("a charge starts", SimulatedOrder::chargeStarts)
                .step("the buyer must act", SimulatedOrder::buyerMustAct)
                .step("nobody knows", SimulatedOrder::nobodyKnows)
                .step("a round is captured", SimulatedOrder::roundIsCaptured)
                .step("a round is declined", SimulatedOrder::roundIsDeclined)
                .step("a round is closed", SimulatedOrder::roundIsClosed)
                .step(
                        "money goes back",
                        SimulatedOrder::asksForRefunds,
                        SimulatedOrder::moneyGoesBack)
                .step(
                        "a refund is refused",
                        SimulatedOrder::asksForRefunds,
                        SimulatedOrder::refundIsRefused)
                .step(
                        "somebody refunds at the gateway",
                        SimulatedOrder::hasMoney,
                        SimulatedOrder::somebodyRefundsAtTheGateway)
                .step(
                        "somebody refunds a part",
                        SimulatedOrder::hasMoney,
                        SimulatedOrder::somebodyRefundsAPart)
                .step("the bank disputes", SimulatedOrder::theBankDisputes)
                .step(
                        "a refund fails later",
                        SimulatedOrder::hasRefunds,
                        SimulatedOrder::aRefundFailsLater)
                .step(
                        "cards wait for a confirmation",
                        SimulatedOrder::mayIssue,
                        SimulatedOrder::cardsWaitForAConfirmation)
                .step(
                        "the money is still there",
                        SimulatedOrder::asksWhetherTheMoneyIsThere,
                        SimulatedOrder::theMoneyIsStillThere)
                .step("cards are issued", SimulatedOrder::mayIssue, SimulatedOrder::cardsAreIssued)
                .step("stock is short", SimulatedOrder::mayIssue, SimulatedOrder::stockIsShort)
                .step(
                        "cards are withdrawn",
                        SimulatedOrder::mayWithdraw,
                        SimulatedOrder::cardsAreWithdrawn)
                .step("the buyer cancels", SimulatedOrder::buyerCancels)
                .step("the buyer retries", SimulatedOrder::buyerRetries)
                .step("a person decides", SimulatedOrder::personDecides)
                .step("stock comes or goes", SimulatedOrder::stockComesOrGoes)
                .step("time passes", SimulatedOrder::timePasses)
                .step(
                        "something is said again",
                        SimulatedOrder::hasHistory,
                        SimulatedOrder::republished)
                .invariant("captured at most once net of refunds (I2)", (w, r) -> w.checkCaptures())
                .invariant("no round before the last is dead (I2)", (w, r) -> w.checkRounds())
                .invariant("cards or a refund, never both (I3)", (w, r) -> w.checkCards())
                .invariant("no cards after an end (I4)", (w, r) -> w.checkEnds());
    }
}
