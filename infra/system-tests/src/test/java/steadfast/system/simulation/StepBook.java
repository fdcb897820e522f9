package steadfast.system.simulation;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.StatefulPropertyRunner;

/** The steps of a walk, each as often as it weighs, and each counted when it is taken. */
final class StepBook {

    /** What a step does, with randomness of its own. */
    @FunctionalInterface
    interface Doing {
        void to(SimulatedShop shop, Random random);
    }

    private final StatefulPropertyRunner<SimulatedShop> statefulPropertyRunner;
    private final Coverage coverage;
    private final Set<String> names = new LinkedHashSet<>();

    StepBook(PlantedBug bug, Coverage coverage) {
        this.statefulPropertyRunner =
                StatefulPropertyRunner.from(() -> new SimulatedShop(bug, coverage));
        this.coverage = coverage;
    }

    StatefulPropertyRunner<SimulatedShop> walker() {
        return statefulPropertyRunner;
    }

    /** The names of all steps. */
    Set<String> names() {
        return names;
    }

    /** Something that may happen while the walk goes on. */
    void step(int weight, String name, Predicate<SimulatedShop> enabled, Doing doing) {
        names.add(name);
        Predicate<SimulatedShop> once = new Once(enabled);
        for (int one = 0; one < weight; one++) {
            var _ =
                    statefulPropertyRunner.step(
                            name,
                            shop -> shop.goesOn() && once.test(shop),
                            (shop, random) -> {
                                coverage.count(name);
                                shop.tookAStep();
                                doing.to(shop, random);
                            });
        }
    }

    /** May end a walk at any time, and ends every walk. */
    void end(String name, Doing doing) {
        names.add(name);
        var _ =
                statefulPropertyRunner.step(
                        name,
                        shop -> !shop.rests(),
                        (shop, random) -> {
                            coverage.count(name);
                            doing.to(shop, random);
                        });
    }

    /** Looks once at a shop that stands still, however often the step was entered. */
    private static final class Once implements Predicate<SimulatedShop> {
        private final Predicate<SimulatedShop> asked;
        private @Nullable SimulatedShop shop;
        private int steps;
        private boolean answer;

        private Once(Predicate<SimulatedShop> asked) {
            this.asked = asked;
        }

        @Override
        public boolean test(SimulatedShop now) {
            if (shop != now || steps != now.steps()) {
                shop = now;
                steps = now.steps();
                answer = asked.test(now);
            }
            return answer;
        }
    }
}
