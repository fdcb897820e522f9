package steadfast.system.walk;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.Walker;

/** The steps of a walk, each as often as it weighs, and each counted when it is taken. */
final class StepBook {

    /** What a step does, with randomness of its own. */
    @FunctionalInterface
    interface Doing {
        void to(WalkedShop shop, Random random);
    }

    private final Walker<WalkedShop> walker;
    private final Tally tally;
    private final Set<String> names = new LinkedHashSet<>();

    StepBook(PlantedBug bug, Tally tally) {
        this.walker = Walker.from(() -> new WalkedShop(bug, tally));
        this.tally = tally;
    }

    Walker<WalkedShop> walker() {
        return walker;
    }

    /** The names of all steps. */
    Set<String> names() {
        return names;
    }

    /** Something that may happen while the walk goes on. */
    void step(int weight, String name, Predicate<WalkedShop> enabled, Doing doing) {
        names.add(name);
        Predicate<WalkedShop> once = new Once(enabled);
        for (int one = 0; one < weight; one++) {
            var _ =
                    walker.step(
                            name,
                            shop -> shop.goesOn() && once.test(shop),
                            (shop, random) -> {
                                tally.count(name);
                                shop.tookAStep();
                                doing.to(shop, random);
                            });
        }
    }

    /** May end a walk at any time, and ends every walk. */
    void end(String name, Doing doing) {
        names.add(name);
        var _ =
                walker.step(
                        name,
                        shop -> !shop.rests(),
                        (shop, random) -> {
                            tally.count(name);
                            doing.to(shop, random);
                        });
    }

    /** Looks once at a shop that stands still, however often the step was entered. */
    private static final class Once implements Predicate<WalkedShop> {
        private final Predicate<WalkedShop> asked;
        private @Nullable WalkedShop shop;
        private int steps;
        private boolean answer;

        private Once(Predicate<WalkedShop> asked) {
            this.asked = asked;
        }

        @Override
        public boolean test(WalkedShop now) {
            if (shop != now || steps != now.steps()) {
                shop = now;
                steps = now.steps();
                answer = asked.test(now);
            }
            return answer;
        }
    }
}
