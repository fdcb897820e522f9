package steadfast.system.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadfast.payment.lifecycle.GatewayCall;

/**
 * What the walks have done: how often each step, each fate of a call, which states and which {@link
 * Situation}s.
 */
final class Coverage {
    private final Map<String, Integer> walks = new TreeMap<>();
    private final Map<String, Integer> steps = new TreeMap<>();
    private final Map<String, Integer> fates = new TreeMap<>();
    private final Map<String, Integer> states = new TreeMap<>();
    private final Map<Situation, Integer> situations = new EnumMap<>(Situation.class);

    void beginWalk() {
        walks.merge("walks", 1, Integer::sum);
    }

    void count(String step) {
        steps.merge(step, 1, Integer::sum);
    }

    void count(GatewayCall call, Fate fate) {
        fates.merge(call.getClass().getSimpleName() + " " + fate, 1, Integer::sum);
    }

    /** Somebody stands there now. */
    void reached(Object state) {
        states.merge(nameOf(state.getClass()), 1, Integer::sum);
    }

    void record(Situation situation) {
        situations.merge(situation, 1, Integer::sum);
    }

    static String nameOf(Class<?> state) {
        return state.getEnclosingClass().getSimpleName() + "." + state.getSimpleName();
    }

    int walks() {
        return walks.getOrDefault("walks", 0);
    }

    Map<String, Integer> steps() {
        return steps;
    }

    Map<String, Integer> fates() {
        return fates;
    }

    Map<String, Integer> states() {
        return states;
    }

    Map<Situation, Integer> situations() {
        return situations;
    }

    @Override
    public String toString() {
        int taken = steps.values().stream().mapToInt(Integer::intValue).sum();
        return "%d walks, %d steps%n%s%ncalls to the gateway%n%s%nstates come to%n%s%nseen%n%s"
                .formatted(
                        walks(),
                        taken,
                        lines(steps),
                        lines(fates),
                        lines(states),
                        lines(situations));
    }

    private static String lines(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(one -> "%9d  %s".formatted(one.getValue(), one.getKey()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
