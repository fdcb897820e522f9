package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.payment.lifecycle.SimulatedPayment.Fate;
import steadfast.testkit.SealedTypes;
import steadfast.testkit.StatefulPropertyRunner;

/**
 * A truthful gateway behind a network that loses, delays and reorders everything, and a buyer, an
 * order and a reconciler that ask at any time.
 */
class NoWalkBreaksAPromiseTest {
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    @Test
    void moneyIsTakenOnceGivenBackOnceAndNeverLiedAbout() {
        walker(true).walk(3_000, 60);
    }

    @Test
    void notEvenWhereTheGatewayForgetsWhatItWasToldNeverToTake() {
        walker(false).walk(3_000, 60);
    }

    @Test
    void walksReachEveryStateWithoutAPerson() {
        SimulatedPayment.Visits visits = new SimulatedPayment.Visits();
        StatefulPropertyRunner.from(() -> new SimulatedPayment(visits, true))
                .step("anything", (walked, random) -> walked.anything(random))
                .walk(2_000, 60);

        assertThat(visits.states())
                .containsExactlyInAnyOrderElementsOf(SealedTypes.cases(PaymentState.class));
    }

    private static StatefulPropertyRunner<SimulatedPayment> walker(boolean tombstones) {
        return StatefulPropertyRunner.from(
                        () -> new SimulatedPayment(new SimulatedPayment.Visits(), tombstones))
                .step("the order asks", (walked, random) -> walked.chargeDue())
                .step("the buyer cancels", (walked, random) -> walked.cancelDue())
                .step(
                        "the order wants a refund",
                        SimulatedPayment::captured,
                        (walked, random) -> walked.refundDue(1 + random.nextInt(3)))
                .step("support refunds by hand", (walked, random) -> walked.supportRefunds())
                .step("a refund fails later", (walked, random) -> walked.refundFails())
                .step(
                        "cards are about to go out",
                        SimulatedPayment::captured,
                        (walked, random) -> walked.confirmationDue())
                .step("a repair is asked for", (walked, random) -> walked.repairDue())
                .step("time passes", (walked, random) -> walked.timePasses(random.nextInt(400)))
                .step("the deadline is looked at", (walked, random) -> walked.payByPassed())
                .step("somebody queried", (walked, random) -> walked.truthFound())
                .step(
                        "somebody claims anything",
                        (walked, random) ->
                                walked.receive(
                                        Source.CALLBACK,
                                        VERDICTS.get(random.nextInt(VERDICTS.size()))))
                .step("a call arrives", SimulatedPayment::calling, SimulatedPayment::callArrives)
                .step("a call arrives", SimulatedPayment::calling, SimulatedPayment::callArrives)
                .step(
                        "a call arrives and its answer is lost",
                        SimulatedPayment::calling,
                        (walked, random) -> walked.callGoes(random, Fate.ANSWER_LOST))
                .step(
                        "a call is lost",
                        SimulatedPayment::calling,
                        (walked, random) -> walked.callGoes(random, Fate.LOST))
                .step(
                        "a call is refused",
                        SimulatedPayment::calling,
                        (walked, random) -> walked.callGoes(random, Fate.REFUSED))
                .step(
                        "we crash before a call leaves",
                        SimulatedPayment::calling,
                        (walked, random) -> walked.callGoes(random, Fate.CRASHED_BEFORE))
                .step(
                        "we crash before its answer",
                        SimulatedPayment::calling,
                        (walked, random) -> walked.callGoes(random, Fate.CRASHED_AFTER))
                .step("an answer comes", SimulatedPayment::answering, SimulatedPayment::answerComes)
                .step("an answer comes", SimulatedPayment::answering, SimulatedPayment::answerComes)
                .step(
                        "the weather clears",
                        walked -> !walked.calling(),
                        (walked, random) -> walked.weatherClears(random))
                .invariant("promises", (walked, random) -> walked.promises())
                .shownAs(SimulatedPayment::toString);
    }
}
