package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static steadfast.testkit.fuzz.Mutation.pick;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.ApiDescription.Operation;
import steadfast.testkit.fuzz.ApiDescription.Place;

/** Makes the method, the path or the query odd. */
final class AddressMutations {

    static final List<Mutation> ALL =
            List.of(
                    AddressMutations::pathText,
                    AddressMutations::pathText,
                    AddressMutations::pathPart,
                    AddressMutations::otherPath,
                    AddressMutations::queryText,
                    AddressMutations::queryText,
                    AddressMutations::queryText,
                    AddressMutations::queryPart,
                    AddressMutations::queryTwice,
                    AddressMutations::unknownQuery,
                    AddressMutations::brokenEscape,
                    AddressMutations::method);

    private AddressMutations() {}

    /** Escapes the text for a path or a query. */
    static String escaped(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static @Nullable Change pathText(Draft draft, Operation operation, Random random) {
        return path(draft, random, escaped(pick(OddValues.allTexts(), random)));
    }

    private static @Nullable Change pathPart(Draft draft, Operation operation, Random random) {
        return path(draft, random, pick(OddValues.ADDRESS_PARTS, random));
    }

    private static @Nullable Change path(Draft draft, Random random, String value) {
        if (draft.pathValues().isEmpty()) {
            return null;
        }
        String name = pick(List.copyOf(draft.pathValues().keySet()), random);
        draft.pathValues().put(name, value);
        // Dots and slashes may lead to another resource, which does not read this name.
        boolean elsewhere = value.contains(".") || value.isEmpty() || value.contains(";");
        return Change.any("{" + name + "} = " + value, elsewhere ? null : name);
    }

    private static Change otherPath(Draft draft, Operation operation, Random random) {
        String path = draft.path();
        int last = path.lastIndexOf('/');
        String other =
                switch (random.nextInt(10)) {
                    case 0 -> path + "/";
                    case 1 -> path + "/more";
                    case 2 -> path.substring(0, Math.max(last, 1));
                    case 3 -> "/" + path;
                    case 4 -> path.substring(0, last) + "//" + path.substring(last + 1);
                    case 5 -> path.substring(0, last) + ";a=b" + path.substring(last);
                    case 6 -> path.substring(0, last) + "/.." + path.substring(last);
                    case 7 -> inCapitals(path);
                    case 8 -> path + pick(OddValues.ADDRESS_PARTS, random);
                    default -> path + "/" + pick(OddValues.ADDRESS_PARTS, random);
                };
        // Without a slash in front it would be no address at all.
        draft.path(other.startsWith("/") ? other : "/" + other);
        return Change.any("the path " + draft.path(), null);
    }

    /** Returns the path in capitals, except the names of its values, which are replaced later. */
    private static String inCapitals(String path) {
        return Pattern.compile("(^|})[^{}]+")
                .matcher(path)
                .replaceAll(part -> part.group().toUpperCase(Locale.ROOT));
    }

    private static @Nullable Change queryText(Draft draft, Operation operation, Random random) {
        return query(draft, operation, random, escaped(pick(OddValues.allTexts(), random)));
    }

    private static @Nullable Change queryPart(Draft draft, Operation operation, Random random) {
        return query(draft, operation, random, pick(OddValues.ADDRESS_PARTS, random));
    }

    private static @Nullable Change query(
            Draft draft, Operation operation, Random random, String value) {
        List<String> names = operation.parameters(Place.QUERY);
        if (names.isEmpty()) {
            return null;
        }
        String name = pick(names, random);
        draft.query().removeIf(part -> part.startsWith(name + "="));
        draft.query().add(name + "=" + value);
        return Change.any(name + " = " + value, name);
    }

    private static @Nullable Change queryTwice(Draft draft, Operation operation, Random random) {
        List<String> names = operation.parameters(Place.QUERY);
        if (names.isEmpty()) {
            return null;
        }
        String name = pick(names, random);
        draft.query().add(pick(List.of(name, name + "=", name + "=1&" + name + "=2"), random));
        return Change.any(name + " twice", name);
    }

    private static Change unknownQuery(Draft draft, Operation operation, Random random) {
        String part =
                pick(
                        List.of(
                                "unknown=1",
                                "",
                                "&&",
                                "=",
                                "=1",
                                "a=%00",
                                "a=%FF",
                                "a[]=1",
                                "?",
                                "a=b=c",
                                "q=" + "x".repeat(3_000)),
                        random);
        draft.query().add(part);
        return Change.any("?" + part, null);
    }

    private static Change brokenEscape(Draft draft, Operation operation, Random random) {
        String broken = pick(OddValues.BROKEN_ESCAPES, random);
        if (draft.pathValues().isEmpty() || random.nextBoolean()) {
            draft.query().add("a=" + broken);
        } else {
            draft.pathValues().replaceAll((name, value) -> broken);
        }
        return Change.notHttp("a broken escape: " + broken);
    }

    private static Change method(Draft draft, Operation operation, Random random) {
        draft.method(pick(OddValues.METHODS, random));
        return Change.any("the method " + draft.method(), null);
    }
}
