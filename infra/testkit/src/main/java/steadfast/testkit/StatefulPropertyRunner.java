package steadfast.testkit;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs random walks through a model: many short walks, each from a fresh model by steps drawn with
 * a seed. If a step fails, the walk is shortened as far as it still fails, and the message has the
 * seed and the steps; {@code -Dsteadfast.walker.seed=<seed>} repeats that walk.
 *
 * <p>Each step has randomness of its own, so leaving one out changes no other. A model must depend
 * on nothing but its steps.
 *
 * @param <M> what a walk carries along: the thing under test, what is expected of it, or both
 */
public final class StatefulPropertyRunner<M> {

    /** The system property that repeats one walk. */
    public static final String SEED_PROPERTY = "steadfast.walker.seed";

    /** One thing that may happen to the model; throws if a promise is broken. */
    @FunctionalInterface
    public interface Action<M> {
        void take(M model, Random random) throws Exception;
    }

    private record Step<M>(String name, Predicate<M> enabled, Action<M> action) {}

    /** A step that was drawn, with its own randomness. */
    private record Draw<M>(Step<M> step, long seed) {}

    private record Failure(int steps, String trace, Throwable cause) {}

    private final Supplier<M> fresh;
    private final List<Step<M>> steps = new ArrayList<>();
    private final List<Step<M>> invariants = new ArrayList<>();
    private Function<M, String> description = model -> "";

    private StatefulPropertyRunner(Supplier<M> fresh) {
        this.fresh = fresh;
    }

    /** Creates a runner whose walks each start with a fresh model. */
    public static <M> StatefulPropertyRunner<M> from(Supplier<M> fresh) {
        return new StatefulPropertyRunner<>(fresh);
    }

    /** Adds a step that may happen at any time. */
    public StatefulPropertyRunner<M> step(String name, Action<M> action) {
        return step(name, model -> true, action);
    }

    /** Adds a step that may happen while the model allows it. */
    public StatefulPropertyRunner<M> step(String name, Predicate<M> enabled, Action<M> action) {
        steps.add(new Step<>(name, enabled, action));
        return this;
    }

    /** Adds an invariant that is checked after every step; the check throws if it is broken. */
    public StatefulPropertyRunner<M> invariant(String name, Action<M> check) {
        invariants.add(new Step<>(name, model -> true, check));
        return this;
    }

    /** Sets how the model is described after a step, for the trace. */
    public StatefulPropertyRunner<M> shownAs(Function<M, String> shown) {
        this.description = shown;
        return this;
    }

    /**
     * Walks {@code walks} times up to {@code length} steps.
     *
     * @throws AssertionError at the first walk that fails
     */
    public void walk(int walks, int length) {
        String given = System.getProperty(SEED_PROPERTY);
        if (given != null) {
            walkOnce(Long.parseLong(given), length);
            return;
        }
        SecureRandom seeds = new SecureRandom();
        for (int walk = 0; walk < walks; walk++) {
            walkOnce(seeds.nextLong(), length);
        }
    }

    /**
     * Walks once with this seed.
     *
     * @throws AssertionError if the walk fails
     */
    public void walkOnce(long seed, int length) {
        List<Draw<M>> taken = new ArrayList<>();
        Failure failure = explore(new Random(seed), length, taken);
        if (failure == null) {
            return;
        }
        Failure shortest = shortened(taken, failure);
        throw new AssertionError(
                "a walk failed; repeat it with -D%s=%d%n%s%n  failed: %s"
                        .formatted(SEED_PROPERTY, seed, shortest.trace(), shortest.cause()),
                shortest.cause());
    }

    private @Nullable Failure explore(Random random, int length, List<Draw<M>> taken) {
        M model = fresh.get();
        StringBuilder trace = new StringBuilder();
        for (int position = 0; position < length; position++) {
            List<Step<M>> possible =
                    steps.stream().filter(step -> step.enabled().test(model)).toList();
            if (possible.isEmpty()) {
                return null;
            }
            Step<M> step = possible.get(random.nextInt(possible.size()));
            Draw<M> draw = new Draw<>(step, random.nextLong());
            taken.add(draw);
            Throwable cause = take(draw, model, trace);
            if (cause != null) {
                return new Failure(taken.size(), trace.toString(), cause);
            }
        }
        return null;
    }

    /** Removes steps one by one, from the last to the first, as long as the walk still fails. */
    private Failure shortened(List<Draw<M>> taken, Failure failure) {
        List<Draw<M>> kept = new ArrayList<>(taken);
        Failure shortest = failure;
        for (int position = kept.size() - 1; position >= 0; position--) {
            List<Draw<M>> fewer = new ArrayList<>(kept);
            fewer.remove(position);
            Failure again = replay(fewer);
            if (again != null && again.cause().getClass() == failure.cause().getClass()) {
                kept = new ArrayList<>(fewer.subList(0, Math.min(again.steps(), fewer.size())));
                position = Math.min(position, kept.size());
                shortest = again;
            }
        }
        return shortest;
    }

    private @Nullable Failure replay(List<Draw<M>> draws) {
        M model = fresh.get();
        StringBuilder trace = new StringBuilder();
        for (int position = 0; position < draws.size(); position++) {
            Draw<M> draw = draws.get(position);
            if (draw.step().enabled().test(model)) {
                Throwable cause = take(draw, model, trace);
                if (cause != null) {
                    return new Failure(position + 1, trace.toString(), cause);
                }
            }
        }
        return null;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private @Nullable Throwable take(Draw<M> draw, M model, StringBuilder trace) {
        Random random = new Random(draw.seed());
        String doing = draw.step().name();
        try {
            draw.step().action().take(model, random);
            for (Step<M> invariant : invariants) {
                doing = draw.step().name() + ", then invariant: " + invariant.name();
                invariant.action().take(model, random);
            }
            trace.append("  ").append(draw.step().name());
            trace.append(' ').append(description.apply(model)).append('\n');
            return null;
        } catch (Exception | AssertionError e) {
            trace.append("  ").append(doing).append(" ✗");
            return e;
        }
    }
}
