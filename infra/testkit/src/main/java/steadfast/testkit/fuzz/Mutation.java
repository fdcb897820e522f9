package steadfast.testkit.fuzz;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One way to make a request odd. */
@FunctionalInterface
interface Mutation {

    /** Changes the draft and returns the change; null if there is nothing to change. */
    @Nullable Change apply(Draft draft, ApiDescription.Operation operation, Random random);

    /** Draws one of them. */
    static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
