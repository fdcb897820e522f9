package steadfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatefulPropertyRunnerTest {

    private final List<String> log = new ArrayList<>();

    /** Breaks when it is opened, filled and shaken, whatever happens between. */
    private static final class Bottle {
        private boolean open;
        private boolean full;
        private int looks;

        private void shake() {
            if (open && full) {
                throw new IllegalStateException("spilt");
            }
        }
    }

    @AfterEach
    void forgetTheSeed() {
        System.clearProperty(StatefulPropertyRunner.SEED_PROPERTY);
    }

    @Test
    void aWalkThatNeverFailsPasses() {
        StatefulPropertyRunner.from(Bottle::new)
                .step("look", (bottle, random) -> bottle.looks++)
                .walk(50, 20);
    }

    @Test
    void everyWalkStartsAfreshAndHasItsLength() {
        List<Bottle> bottles = new ArrayList<>();

        StatefulPropertyRunner.from(
                        () -> {
                            Bottle bottle = new Bottle();
                            bottles.add(bottle);
                            return bottle;
                        })
                .step("look", (bottle, random) -> bottle.looks++)
                .walk(7, 20);

        assertThat(bottles).hasSize(7).allMatch(bottle -> bottle.looks == 20);
    }

    @Test
    void aFailureTellsItsSeedItsStepsAndItsCause() {
        assertThatThrownBy(() -> bottles().walk(200, 50))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-D" + StatefulPropertyRunner.SEED_PROPERTY + "=")
                .hasMessageContaining("shake ✗")
                .hasMessageContaining("spilt")
                .hasRootCauseMessage("spilt");
    }

    @Test
    void aFailureIsShortenedToTheStepsThatMatter() {
        AssertionError failure =
                catchThrowableOfType(AssertionError.class, () -> bottles().walk(200, 50));

        List<String> steps =
                failure.getMessage().lines().filter(line -> line.startsWith("  ")).toList();
        assertThat(steps).hasSize(4);
        assertThat(steps.subList(0, 2))
                .extracting(String::strip)
                .containsExactlyInAnyOrder("open", "fill");
        assertThat(steps.get(2)).contains("shake ✗");
    }

    @Test
    void theToldSeedFailsAgainInTheSameWay() {
        AssertionError first =
                catchThrowableOfType(AssertionError.class, () -> bottles().walk(200, 50));
        Matcher seed = Pattern.compile("=(-?\\d+)").matcher(first.getMessage());
        assertThat(seed.find()).isTrue();

        System.setProperty(StatefulPropertyRunner.SEED_PROPERTY, seed.group(1));

        assertThatThrownBy(() -> bottles().walk(1, 50)).hasMessage(first.getMessage());
    }

    @Test
    void theSameSeedTakesTheSameStepsWithTheSameRandomness() {
        logging().walkOnce(42, 30);
        List<String> first = List.copyOf(log);
        log.clear();

        logging().walkOnce(42, 30);

        assertThat(log).isEqualTo(first).hasSize(30);
    }

    @Test
    void anotherSeedTakesOtherSteps() {
        logging().walkOnce(42, 30);
        List<String> first = List.copyOf(log);
        log.clear();

        logging().walkOnce(43, 30);

        assertThat(log).isNotEqualTo(first);
    }

    @Test
    void aStepIsTakenOnlyWhileTheModelAllowsIt() {
        StatefulPropertyRunner.from(Bottle::new)
                .step("open", bottle -> !bottle.open, (bottle, random) -> bottle.open = true)
                .step(
                        "pour",
                        bottle -> bottle.open,
                        (bottle, random) -> assertThat(bottle.open).isTrue())
                .walk(100, 10);
    }

    @Test
    void aModelThatAllowsNothingMoreEndsItsWalk() {
        StatefulPropertyRunner.from(Bottle::new)
                .step(
                        "open",
                        bottle -> !bottle.open,
                        (bottle, random) -> {
                            bottle.open = true;
                            log.add("opened");
                        })
                .walk(1, 10);

        assertThat(log).containsExactly("opened");
    }

    @Test
    void aBrokenInvariantFailsTheWalkByName() {
        assertThatThrownBy(() ->
                        StatefulPropertyRunner.from(Bottle::new)
                                .step("look", (bottle, random) -> bottle.looks++)
                                .invariant(
                                        "at most three looks",
                                        (bottle, random) -> assertThat(bottle.looks).isLessThan(4))
                                .shownAs(bottle -> bottle.looks + " looks")
                                .walk(1, 10))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("look, then invariant: at most three looks ✗")
                .hasMessageContaining("look 3 looks");
    }

    private static StatefulPropertyRunner<Bottle> bottles() {
        return StatefulPropertyRunner.from(Bottle::new)
                .step("look", (bottle, random) -> bottle.looks++)
                .step("open", (bottle, random) -> bottle.open = true)
                .step("fill", (bottle, random) -> bottle.full = true)
                .step("shake", (bottle, random) -> bottle.shake());
    }

    private StatefulPropertyRunner<Bottle> logging() {
        return StatefulPropertyRunner.from(Bottle::new)
                .step("a", (bottle, random) -> log.add("a" + random.nextInt(1000)))
                .step("b", (bottle, random) -> log.add("b" + random.nextInt(1000)));
    }
}
