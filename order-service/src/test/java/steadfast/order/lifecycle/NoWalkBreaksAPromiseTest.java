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

    private static StatefulPropertyRunner<WalkedOrder> walker(LatePaymentPolicy policy) {
        return StatefulPropertyRunner.from(() -> new WalkedOrder(policy))
                .shownAs(WalkedOrder::toString)
                .step("a charge starts", WalkedOrder::chargeStarts)
                .step("the buyer must act", WalkedOrder::buyerMustAct)
                .step("nobody knows", WalkedOrder::nobodyKnows)
                .step("a round is captured", WalkedOrder::roundIsCaptured)
                .step("a round is declined", WalkedOrder::roundIsDeclined)
                .step("a round is closed", WalkedOrder::roundIsClosed)
                .step("money goes back", WalkedOrder::asksForRefunds, WalkedOrder::moneyGoesBack)
                .step(
                        "a refund is refused",
                        WalkedOrder::asksForRefunds,
                        WalkedOrder::refundIsRefused)
                .step(
                        "somebody refunds at the gateway",
                        WalkedOrder::hasMoney,
                        WalkedOrder::somebodyRefundsAtTheGateway)
                .step(
                        "somebody refunds a part",
                        WalkedOrder::hasMoney,
                        WalkedOrder::somebodyRefundsAPart)
                .step("the bank disputes", WalkedOrder::theBankDisputes)
                .step(
                        "a refund fails later",
                        WalkedOrder::hasRefunds,
                        WalkedOrder::aRefundFailsLater)
                .step(
                        "cards wait for a confirmation",
                        WalkedOrder::mayIssue,
                        WalkedOrder::cardsWaitForAConfirmation)
                .step(
                        "the money is still there",
                        WalkedOrder::asksWhetherTheMoneyIsThere,
                        WalkedOrder::theMoneyIsStillThere)
                .step("cards are issued", WalkedOrder::mayIssue, WalkedOrder::cardsAreIssued)
                .step("stock is short", WalkedOrder::mayIssue, WalkedOrder::stockIsShort)
                .step(
                        "cards are withdrawn",
                        WalkedOrder::mayWithdraw,
                        WalkedOrder::cardsAreWithdrawn)
                .step("the buyer cancels", WalkedOrder::buyerCancels)
                .step("the buyer retries", WalkedOrder::buyerRetries)
                .step("a person decides", WalkedOrder::personDecides)
                .step("stock comes or goes", WalkedOrder::stockComesOrGoes)
                .step("time passes", WalkedOrder::timePasses)
                .step("something is said again", WalkedOrder::hasHistory, WalkedOrder::saidAgain)
                .invariant("captured at most once net of refunds (I2)", (w, r) -> w.checkCaptures())
                .invariant("no round before the last is dead (I2)", (w, r) -> w.checkRounds())
                .invariant("cards or a refund, never both (I3)", (w, r) -> w.checkCards())
                .invariant("no cards after an end (I4)", (w, r) -> w.checkEnds());
    }
}
