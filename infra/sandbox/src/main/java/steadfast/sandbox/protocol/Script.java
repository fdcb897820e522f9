package steadfast.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults of one payment, call by call, such as {@code
 * charge=timeout-after;query=not-found*3,ok;callback=lost}. Calls without a step meet the general
 * fault rates.
 *
 * <pre>
 * script = part *( ";" part )                    each operation once
 * part   = ( "charge" | "query" | "cancel" | "refund" | "callback" ) "=" step *( "," step )
 * step   = ( "ok" | a fault of the operation ) [ "*" times ]
 * times  = 1 to 100, also in all
 * </pre>
 *
 * A fault whose name begins with its operation, such as {@code refund-refused}, is just {@code
 * refused} there.
 *
 * @param text as it was written
 * @param steps the fates of the first, second, … call of an operation
 */
public record Script(String text, Map<Operation, List<Step>> steps) {

    /** The longest text. */
    public static final int MAX_LENGTH = 500;

    /** The prefix of a payment method that is a script. */
    public static final String METHOD_PREFIX = "script:";

    private static final int MAX_STEPS = 100;
    private static final String FAIR = "ok";
    private static final Pattern STEP = Pattern.compile("([a-z-]+)(?:\\*([1-9][0-9]?|100))?");

    public Script {
        steps = Map.copyOf(steps);
    }

    /** The fate of one call. */
    public sealed interface Step {

        /** No fault, whatever the profile. */
        record Fair() implements Step {}

        /** This fault, whatever the profile. */
        record Meets(Fault fault) implements Step {}
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException if it is invalid; the message names the mistake and the
     *     supported values
     */
    @JsonCreator
    public static Script parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a script has at most " + MAX_LENGTH + " characters");
        }
        Map<Operation, List<Step>> steps = new EnumMap<>(Operation.class);
        for (String part : text.split(";", -1)) {
            List<String> sides = List.of(part.split("=", 2));
            Operation operation = operation(sides.getFirst());
            if (sides.size() == 1) {
                throw new IllegalArgumentException(
                        "'%s' has no steps; write %s=%s"
                                .formatted(operation.title(), operation.title(), FAIR));
            }
            if (steps.put(operation, steps(operation, sides.getLast())) != null) {
                throw new IllegalArgumentException(operation.title() + " occurs twice");
            }
        }
        return new Script(text, steps);
    }

    /**
     * Reads the script of a payment method: {@code script:charge=busy}, or a card that requests one
     * fault, such as {@code card-busy}.
     *
     * @throws IllegalArgumentException if it is a bad script
     */
    public static Optional<Script> inMethod(String paymentMethod) {
        return paymentMethod.startsWith(METHOD_PREFIX)
                ? Optional.of(parse(paymentMethod.substring(METHOD_PREFIX.length())))
                : Fault.calledForBy(paymentMethod).map(Script::of);
    }

    private static Script of(Fault fault) {
        Operation operation = fault.firstOperation();
        return parse(operation.title() + "=" + fault.nameWithin(operation));
    }

    /** Returns the fate of the call after this many; empty if the script has no step for it. */
    public Optional<Step> step(Operation operation, int before) {
        List<Step> listed = steps.getOrDefault(operation, List.of());
        return before < listed.size() ? Optional.of(listed.get(before)) : Optional.empty();
    }

    /** Also its form in the journal. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    private static Operation operation(String word) {
        return Stream.of(Operation.values())
                .filter(operation -> operation.title().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown operation '%s'; supported values: %s"
                                        .formatted(
                                                word,
                                                Stream.of(Operation.values())
                                                        .map(Operation::title)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static List<Step> steps(Operation operation, String list) {
        List<Step> steps = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            Matcher step = STEP.matcher(word);
            if (!step.matches()) {
                throw new IllegalArgumentException(
                        "'%s' is not a step of a %s; write a word, or word*times with times 1 to %d;"
                                        .formatted(word, operation.title(), MAX_STEPS)
                                + " the words are "
                                + names(operation));
            }
            Step met = met(operation, step.group(1));
            int times = step.group(2) == null ? 1 : Integer.parseInt(step.group(2));
            for (int one = 0; one < times; one++) {
                steps.add(met);
            }
            if (steps.size() > MAX_STEPS) {
                throw new IllegalArgumentException(
                        "%s has more than %d steps".formatted(operation.title(), MAX_STEPS));
            }
        }
        return List.copyOf(steps);
    }

    private static Step met(Operation operation, String word) {
        if (word.equals(FAIR)) {
            return new Step.Fair();
        }
        return Fault.of(operation)
                .filter(fault -> fault.nameWithin(operation).equals(word))
                .findFirst()
                .<Step>map(Step.Meets::new)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown step '%s' of a %s; supported values: %s"
                                        .formatted(word, operation.title(), names(operation))));
    }

    private static String names(Operation operation) {
        return Stream.concat(
                        Stream.of(FAIR),
                        Fault.of(operation).map(fault -> fault.nameWithin(operation)))
                .collect(Collectors.joining(", "));
    }
}
