package steadfast.testkit.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.CaseGenerator.Case;
import steadfast.testkit.fuzz.Change.Expectation;

/**
 * The rules for every response: no server error, and each refusal is a problem (RFC 9457) that says
 * what to do, in the caller's language, names what is wrong, and reveals nothing of our code.
 */
final class ResponseRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Statuses by which a harmless request must not be refused; its content may cause others. */
    private static final Set<Integer> REFUSED_FOR_ITS_FORM = Set.of(400, 401, 405, 406, 413, 415);

    /** The server's own statuses for a too long address or header: our code never sees these. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(414, 431);

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** A class name or a stack trace of ours or of a library. */
    private static final Pattern CODE =
            Pattern.compile(
                    "\\b(?:java|jakarta|javax|org|com|io|steadfast)(?:\\.[a-z_0-9]+)+\\.[A-Z]\\w+"
                            + "|\\w+Exception\\b|\\bat [\\w.$]+\\([\\w.]+:\\d+\\)");

    private ResponseRules() {}

    /** Returns the rule that this answer breaks; empty if it breaks none. */
    static Optional<String> broken(Case one, FuzzResponse answer) {
        if (answer.status() >= 500) {
            return Optional.of("a server error, " + answer.status());
        }
        if (notHttp(one) || OF_THE_SERVER.contains(answer.status())) {
            return Optional.empty();
        }
        if (answer.status() < 400) {
            return only(one, Expectation.REFUSED).map(made -> "taken, though it must be refused");
        }
        if (REFUSED_FOR_ITS_FORM.contains(answer.status()) && harmless(one)) {
            return Optional.of(
                    "refused by " + answer.status() + " though nothing is wrong with it");
        }
        return one.draft().method().equals("HEAD") ? Optional.empty() : brokenProblem(one, answer);
    }

    private static Optional<String> brokenProblem(Case one, FuzzResponse answer) {
        String type = answer.header("Content-Type");
        if (type == null || !type.startsWith("application/problem+json")) {
            return Optional.of(answer.status() + " that is no problem+json but " + type);
        }
        JsonNode problem = read(answer.body());
        if (problem == null) {
            return Optional.of(answer.status() + " whose problem is no JSON");
        }
        for (String text : List.of("type", "title", "detail", "action")) {
            if (problem.path(text).asText().isBlank()) {
                return Optional.of(answer.status() + " whose problem has no " + text);
            }
        }
        if (problem.path("status").asInt() != answer.status()) {
            return Optional.of(answer.status() + " whose problem says " + problem.path("status"));
        }
        if (!problem.path("retryable").isBoolean()) {
            return Optional.of(answer.status() + " whose problem does not say if to retry");
        }
        return unhelpful(one, answer, problem);
    }

    private static Optional<String> unhelpful(Case one, FuzzResponse answer, JsonNode problem) {
        Matcher code = CODE.matcher(answer.body());
        if (code.find() && !one.draft().target().contains(code.group())) {
            return Optional.of("code in a problem: " + code.group());
        }
        if ("zh-CN".equals(one.draft().header("Accept-Language"))) {
            for (String text : List.of("title", "detail", "action")) {
                if (!CHINESE.matcher(problem.path(text).asText()).find()) {
                    return Optional.of(
                            "no Chinese "
                                    + text
                                    + " for who wants it: "
                                    + problem.path(text).asText());
                }
            }
        }
        String wrong = one.changes().size() == 1 ? one.changes().getFirst().field() : null;
        String field = problem.path("field").asText("");
        if (answer.status() == 400
                && wrong != null
                && !names(field, wrong)
                && !problem.path("detail").asText().contains(wrong)) {
            return Optional.of("a field that is wrong is not named, but '" + field + "'");
        }
        return Optional.empty();
    }

    /** Returns whether the name is of the field itself, of its parent, or of a part of it. */
    private static boolean names(String text, String wrong) {
        String named = text.toLowerCase(Locale.ROOT);
        String odd = wrong.toLowerCase(Locale.ROOT);
        return named.equals(odd) || isPart(named, odd) || isPart(odd, named);
    }

    private static boolean isPart(String part, String whole) {
        return !whole.isEmpty() && (part.startsWith(whole + ".") || part.startsWith(whole + "["));
    }

    /** Returns the rule that is broken if the connection ends without an answer. */
    static Optional<String> brokenSilence(Case one) {
        return notHttp(one)
                ? Optional.empty()
                : Optional.of("the connection ended without an answer");
    }

    private static boolean notHttp(Case one) {
        return one.changes().stream().anyMatch(made -> made.expectation() == Expectation.NOT_HTTP);
    }

    private static boolean harmless(Case one) {
        return !one.changes().isEmpty()
                && one.changes().stream()
                        .allMatch(made -> made.expectation() == Expectation.NO_REFUSAL);
    }

    private static Optional<Change> only(Case one, Expectation expectation) {
        return one.changes().size() == 1 && one.changes().getFirst().expectation() == expectation
                ? Optional.of(one.changes().getFirst())
                : Optional.empty();
    }

    private static @Nullable JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
