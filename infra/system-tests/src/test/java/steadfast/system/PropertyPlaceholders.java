package steadfast.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds every environment variable that our own properties name: {@code ${NAME:default}}. */
final class PropertyPlaceholders {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private static final List<String> PROPERTIES =
            List.of(
                    "src/main/resources/application.properties",
                    "src/main/resources/META-INF/microprofile-config.properties");

    private PropertyPlaceholders() {}

    /** Each variable with its default; with all of them if services differ. */
    static Map<String, String> under(Path root) throws IOException {
        Map<String, TreeSet<String>> defaults = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (PROPERTIES.stream().anyMatch(file::endsWith)) {
                    Matcher matcher = PLACEHOLDER.matcher(Files.readString(file));
                    matcher.results()
                            .forEach(found ->
                                    defaults.computeIfAbsent(
                                                    found.group(1), name -> new TreeSet<>())
                                            .add(byDefault(found)));
                }
            }
        }
        Map<String, String> shown = new TreeMap<>();
        defaults.forEach((name, values) -> shown.put(name, String.join(" or ", values)));
        return shown;
    }

    private static String byDefault(MatchResult found) {
        return found.group(2) == null ? "" : found.group(2);
    }
}
