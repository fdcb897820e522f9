package steadfast.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.order.lifecycle.OrderState;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.SealedTypes;
import steadfast.testkit.StatefulPropertyRunner;

/**
 * All four services' lifecycles together, with a gateway that lies and a broker that repeats and
 * reorders, walked at random: no promise breaks, and every mistake that shops make would be found.
 */
class NoWalkOfTheShopBreaksAPromiseTest {
    /** The rarest step comes about once in 130 walks: so many leave none out. */
    private static final int WALKS = 1_000;

    private static final int MANY_WALKS = 10_000;

    /** Each planted bug shows within some hundred walks; this many miss one about never. */
    private static final int WALKS_TO_FIND_A_BUG = 3_000;

    @Test
    void whateverHappensInWhateverOrderThePromisesHold() {
        thePromisesHold(WALKS);
    }

    @Test
    @Tag("long")
    void whateverHappensInWhateverOrderThePromisesHoldInManyWalks() {
        thePromisesHold(MANY_WALKS);
    }

    private static void thePromisesHold(int walks) {
        Coverage coverage = new Coverage();

        new ShopSimulation(PlantedBug.NONE, coverage).walks(walks);

        System.out.println(coverage);
        assumeTrue(
                System.getProperty(StatefulPropertyRunner.SEED_PROPERTY) == null,
                "one walk covers little");
        assertThat(coverage.steps().keySet()).isEqualTo(ShopSteps.names());
        assertThat(coverage.fates().keySet()).isEqualTo(everyFateOfEveryCall());
        assertThat(coverage.states().keySet()).isEqualTo(everyState());
        assertThat(coverage.situations().keySet()).containsExactlyInAnyOrder(Situation.values());
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(PlantedBug bug) {
        Coverage coverage = new Coverage();
        ShopSimulation walk = new ShopSimulation(bug, coverage);

        AssertionError found =
                catchThrowableOfType(AssertionError.class, () -> walk.walks(WALKS_TO_FIND_A_BUG));

        assertThat(found).as("%s survived %d walks", bug, WALKS_TO_FIND_A_BUG).isNotNull();
        assertThat(found).hasRootCauseInstanceOf(BrokenPromiseError.class);
        System.out.printf("%s is found: %s%n", bug, found.getCause().getMessage());
    }

    @Test
    void theToldSeedBreaksTheSamePromiseAgain() {
        ShopSimulation walk =
                new ShopSimulation(PlantedBug.TIMEOUT_TAKEN_AS_FAILED, new Coverage());
        AssertionError first = catchThrowableOfType(AssertionError.class, () -> walk.walks(WALKS));
        Matcher seed = Pattern.compile("=(-?\\d+)").matcher(first.getMessage());
        assertThat(seed.find()).isTrue();

        AssertionError again =
                catchThrowableOfType(
                        AssertionError.class, () -> walk.walk(Long.parseLong(seed.group(1))));

        assertThat(again).hasMessage(first.getMessage());
    }

    private static Set<String> everyFateOfEveryCall() {
        Set<String> all = new TreeSet<>();
        List<Class<?>> calls = new ArrayList<>(List.of(GatewayCall.class.getPermittedSubclasses()));
        // The gateways here capture what was agreed.
        calls.remove(GatewayCall.AskForOtherAmount.class);
        calls.remove(GatewayCall.RefundOtherAmount.class);
        for (Class<?> call : calls) {
            boolean query = call == GatewayCall.Query.class || call == GatewayCall.Confirm.class;
            for (Fate fate : Fate.values()) {
                boolean impossible = fate == (query ? Fate.LANDS_LATE : Fate.LAGGED);
                if (!impossible) {
                    all.add(call.getSimpleName() + " " + fate);
                }
            }
        }
        return all;
    }

    private static Set<String> everyState() {
        Set<String> all = new TreeSet<>();
        Stream.of(OrderState.class, PaymentState.class, Issuing.class)
                .flatMap(states -> SealedTypes.cases(states).stream())
                .forEach(state -> all.add(Coverage.nameOf(state)));
        // Where every payment and every issuing begins, before anything moves it.
        all.remove(Coverage.nameOf(Issuing.NotAsked.class));
        return all;
    }
}
