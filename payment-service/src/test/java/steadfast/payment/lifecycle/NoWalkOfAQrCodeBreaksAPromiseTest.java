package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.payment.lifecycle.WalkedQrCode.Sight;
import steadfast.testkit.StatefulPropertyRunner;

/** A buyer who pays his code in time, too late or never, at a gateway that knows only who paid. */
class NoWalkOfAQrCodeBreaksAPromiseTest {
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);

    @Test
    void noOrderEndsWhileItsBuyerMayStillPay() {
        StatefulPropertyRunner.from(() -> new WalkedQrCode(sights))
                .step("the order asks", (walked, random) -> walked.chargeDue())
                .step("the buyer cancels", (walked, random) -> walked.cancelDue())
                .step("time passes", (walked, random) -> walked.timePasses(random.nextInt(300)))
                .step(
                        "somebody claims anything",
                        (walked, random) ->
                                walked.heard(
                                        Source.CALLBACK,
                                        VERDICTS.get(random.nextInt(VERDICTS.size()))))
                .step("a call arrives", WalkedQrCode::calling, WalkedQrCode::callArrives)
                .step("a call arrives", WalkedQrCode::calling, WalkedQrCode::callArrives)
                .step(
                        "a call arrives and its answer is lost",
                        WalkedQrCode::calling,
                        WalkedQrCode::callArrivesAndItsAnswerIsLost)
                .step("we crash", WalkedQrCode::calling, WalkedQrCode::weCrash)
                .step("an answer comes", WalkedQrCode::answering, WalkedQrCode::answerComes)
                .step("an answer comes", WalkedQrCode::answering, WalkedQrCode::answerComes)
                .step("the buyer pays", WalkedQrCode::wasShown, WalkedQrCode::buyerPays)
                .step(
                        "the weather clears",
                        walked -> !walked.calling(),
                        (walked, random) -> walked.weatherClears(random))
                .invariant("promises", (walked, random) -> walked.promises())
                .shownAs(WalkedQrCode::toString)
                .walk(4_000, 60);

        assertThat(sights.keySet()).containsExactlyInAnyOrder(Sight.values());
    }
}
