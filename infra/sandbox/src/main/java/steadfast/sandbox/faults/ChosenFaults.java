package steadfast.sandbox.faults;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

/**
 * Only these faults, each for a percentage of the calls that can meet it.
 *
 * @param percents at least one
 */
public record ChosenFaults(Map<Fault, Integer> percents) implements FaultRates {

    public ChosenFaults {
        percents = Map.copyOf(percents);
        for (Operation operation : Operation.values()) {
            int sum =
                    percents.entrySet().stream()
                            .filter(chosen -> chosen.getKey().canMeet(operation))
                            .mapToInt(Map.Entry::getValue)
                            .sum();
            if (sum > 100) {
                throw new IllegalArgumentException(
                        "the faults of a %s add up to %d percent"
                                .formatted(operation.name().toLowerCase(Locale.ROOT), sum));
            }
        }
    }

    /** One fault and its share. */
    public record Choice(Fault fault, int percent) {

        /**
         * Reads {@code NAME[:PERCENT]}; without a percent it is all calls.
         *
         * @throws IllegalArgumentException if it is anything else; the message says what is
         *     expected
         */
        public static Choice parse(String text) {
            List<String> parts = Arrays.asList(text.split(":", 2));
            Fault fault =
                    Fault.titled(parts.getFirst())
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "unknown fault '%s'; supported values: %s"
                                                    .formatted(
                                                            parts.getFirst(),
                                                            String.join(", ", Fault.titles()))));
            return new Choice(fault, parts.size() == 1 ? 100 : percent(parts.get(1)));
        }

        private static int percent(String text) {
            if (!text.matches("[1-9][0-9]?|100")) {
                throw new IllegalArgumentException("a percent must be 1 to 100");
            }
            return Integer.parseInt(text);
        }
    }

    /**
     * All of these.
     *
     * @throws IllegalArgumentException if one is named twice, or they are more than all calls
     */
    public static ChosenFaults of(List<Choice> choices) {
        Map<Fault, Integer> percents = new EnumMap<>(Fault.class);
        for (Choice choice : choices) {
            if (percents.put(choice.fault(), choice.percent()) != null) {
                throw new IllegalArgumentException(choice.fault().title() + " is named twice");
            }
        }
        return new ChosenFaults(percents);
    }

    @Override
    public int percent(Fault fault, Operation operation) {
        return fault.canMeet(operation) ? percents.getOrDefault(fault, 0) : 0;
    }

    @Override
    public boolean bringsOutage() {
        return false;
    }
}
