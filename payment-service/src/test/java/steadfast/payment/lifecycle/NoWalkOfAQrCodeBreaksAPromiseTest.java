package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.payment.lifecycle.SimulatedQrCode.Situation;
import steadfast.testkit.StatefulPropertyRunner;

/** A buyer who pays his code in time, too late or never, at a gateway that knows only who paid. */
class NoWalkOfAQrCodeBreaksAPromiseTest {
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    private final Map<Situation, Integer> situations = new EnumMap<>(Situation.class);

    @Test
    void noOrderEndsWhileItsBuyerMayStillPay() {
        StatefulPropertyRunner.from(() -> new SimulatedQrCode(situations))
                .step("the order asks", (walked, random) -> walked.chargeDue())
                .step("the buyer cancels", (walked, random) -> walked.cancelDue())
                .step("time passes", (walked, random) -> walked.timePasses(random.nextInt(300)))
                .step(
                        "somebody claims anything",
                        (walked, random) ->
                                walked.receive(
                                        Source.CALLBACK,
                                        VERDICTS.get(random.nextInt(VERDICTS.size()))))
                .step("a call arrives", SimulatedQrCode::calling, SimulatedQrCode::callArrives)
                .step("a call arrives", SimulatedQrCode::calling, SimulatedQrCode::callArrives)
                .step(
                        "a call arrives and its answer is lost",
                        SimulatedQrCode::calling,
                        SimulatedQrCode::callArrivesAndItsAnswerIsLost)
                .step("we crash", SimulatedQrCode::calling, SimulatedQrCode::weCrash)
                .step("an answer comes", SimulatedQrCode::answering, SimulatedQrCode::answerComes)
                .step("an answer comes", SimulatedQrCode::answering, SimulatedQrCode::answerComes)
                .step("the buyer pays", SimulatedQrCode::wasShown, SimulatedQrCode::buyerPays)
                .step(
                        "the weather clears",
                        walked -> !walked.calling(),
                        (walked, random) -> walked.weatherClears(random))
                .invariant("promises", (walked, random) -> walked.promises())
                .shownAs(SimulatedQrCode::toString)
                .walk(4_000, 60);

        assertThat(situations.keySet()).containsExactlyInAnyOrder(Situation.values());
    }
}
