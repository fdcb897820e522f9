package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import steadfast.testkit.fuzz.CaseGenerator.Case;

/**
 * The result of a run: the counts of each answer, and every kind of broken rule with an example.
 */
public final class FuzzReport {

    private static final int MAX_SHOWN = 40;
    private static final int MAX_CHARACTERS = 700;
    private static final int MAX_CHARACTERS_OF_A_CHANGE = 100;

    private record Finding(Case one, String rule, String answer) {}

    private final long seed;
    private final List<ApiDescription.Operation> operations;
    private final Map<String, List<Finding>> findings = new TreeMap<>();
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();

    FuzzReport(long seed, List<ApiDescription.Operation> operations) {
        this.seed = seed;
        this.operations = operations;
    }

    synchronized void answered(Case one, int status) {
        answers.computeIfAbsent(one.operation().name(), none -> new TreeMap<>())
                .merge(status, 1, Integer::sum);
    }

    synchronized void found(Case one, String rule, String answer) {
        findings.computeIfAbsent(kind(one, rule), none -> new ArrayList<>())
                .add(new Finding(one, rule, answer));
    }

    /** Returns how many cases were answered. */
    public synchronized int cases() {
        return answers.values().stream()
                .flatMap(statuses -> statuses.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /**
     * Fails if a rule was broken, or if an operation accepted no request at all, since then its
     * inside was not tried.
     */
    public synchronized void requireClean() {
        if (!findings.isEmpty()) {
            throw new AssertionError(details());
        }
        TreeSet<String> untried = new TreeSet<>();
        for (ApiDescription.Operation operation : operations) {
            Map<Integer, Integer> statuses = answers.getOrDefault(operation.name(), Map.of());
            if (statuses.keySet().stream().noneMatch(status -> status < 300)) {
                untried.add(operation.name() + " " + statuses);
            }
        }
        if (!untried.isEmpty()) {
            throw new AssertionError("no request was ever taken by " + untried);
        }
    }

    /** Returns the counts of each answer, by operation. */
    synchronized String summary() {
        StringBuilder text =
                new StringBuilder(
                        "%d kinds of findings; repeat all with -D%s=%d, one with -D%s=<number> too%n"
                                .formatted(
                                        findings.size(),
                                        Fuzzer.SEED_PROPERTY,
                                        seed,
                                        Fuzzer.CASE_PROPERTY));
        answers.forEach((operation, statuses) ->
                text.append("  ").append(operation).append(' ').append(statuses).append('\n'));
        return text.toString();
    }

    private String details() {
        StringBuilder text = new StringBuilder(summary());
        findings.entrySet().stream().limit(MAX_SHOWN).forEach(kind -> append(kind, text));
        return text.toString();
    }

    private static void append(Map.Entry<String, List<Finding>> kind, StringBuilder text) {
        Finding first =
                kind.getValue().stream()
                        .min(Comparator.comparingInt(one -> one.one().changes().size()))
                        .orElseThrow();
        text.append(
                "\n%d × %s\n  case %d: %s\n  %s\n  > %s\n  < %s\n"
                        .formatted(
                                kind.getValue().size(),
                                kind.getKey(),
                                first.one().number(),
                                first.rule(),
                                first.one().changes().stream()
                                        .map(made -> shown(made.what(), MAX_CHARACTERS_OF_A_CHANGE))
                                        .collect(Collectors.joining("; ")),
                                shown(
                                        new String(first.one().draft().wire(), UTF_8),
                                        MAX_CHARACTERS),
                                shown(first.answer(), MAX_CHARACTERS)));
    }

    /**
     * Returns the kind of a finding, without digits and quotations, which differ case by case:
     * findings of one kind mostly have one cause.
     */
    private static String kind(Case one, String rule) {
        return one.operation().name() + ": " + rule.replaceAll("(?s)(: |').*", "");
    }

    private static String shown(String text, int characters) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(characters)
                .forEach(point -> {
                    if (point == '\r') {
                        return;
                    }
                    if (Character.isISOControl(point)
                            || Character.getType(point) == Character.FORMAT) {
                        shown.append(point == '\n' ? "⏎" : "\\u%04X".formatted(point));
                    } else {
                        shown.appendCodePoint(point);
                    }
                });
        return text.codePointCount(0, text.length()) > characters ? shown + "…" : shown.toString();
    }
}
