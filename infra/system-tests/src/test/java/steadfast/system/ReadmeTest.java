package steadfast.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import steadfast.events.Topic;

class ReadmeTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Path DOCS = ROOT.resolve("infra/docs");
    private static final Path CONFIGURATION = DOCS.resolve("configuration.md");
    private static final Path DECISIONS = ROOT.resolve("infra/decisions");

    /** What a newcomer reads to the end. */
    private static final int README_BYTES = 12 * 1024;

    private static final String WRITE =
            "infra/run test system-tests ReadmeTest -Dsteadfast.readme=write";
    private static final String SETTINGS_HEAD =
            "| key | environment variable | default | meaning |\n|---|---|---|---|\n";

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if ("write".equals(System.getProperty("steadfast.readme"))) {
            String rows =
                    ConfigMappings.under(ROOT).stream()
                            .map(ConfigKey::asTableRow)
                            .collect(Collectors.joining("\n"));
            String table = "<!-- config -->\n" + SETTINGS_HEAD + rows + "\n<!-- /config -->";
            Files.writeString(
                    CONFIGURATION,
                    Pattern.compile("<!-- config -->.*<!-- /config -->", Pattern.DOTALL)
                            .matcher(Files.readString(CONFIGURATION))
                            .replaceFirst(Matcher.quoteReplacement(table)));
        }
    }

    @Test
    void everySettingIsInTheTableAndTheTableHasNoOther() throws IOException {
        List<ConfigKey> settings = ConfigMappings.under(ROOT);

        assertThat(tableRows("config", CONFIGURATION))
                .as("the table is written by: " + WRITE)
                .isEqualTo(settings.stream().map(ConfigKey::asTableRow).toList());
    }

    @Test
    void everySettingSaysWhatItMeans() throws IOException {
        assertThat(ConfigMappings.under(ROOT))
                .isNotEmpty()
                .noneMatch(key -> key.meaning().isBlank());
    }

    @Test
    void everyVariableOfTheServicesIsInTheTableWithItsDefault() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String row : tableRows("connections", CONFIGURATION)) {
            String[] cells = row.split("\\|", -1);
            for (Matcher variable = Pattern.compile("`([A-Z][A-Z0-9_]*)`").matcher(cells[1]);
                    variable.find(); ) {
                listed.put(variable.group(1), cells[2].strip().replace("`", ""));
            }
        }

        assertThat(listed).containsAllEntriesOf(PropertyPlaceholders.under(ROOT));
    }

    @Test
    void theTopicsTableHasTheTopicsOfTheContract() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String row : tableRows("topics", DOCS.resolve("events.md"))) {
            String[] cells = row.split("\\|", -1);
            listed.put(
                    cells[1].strip().replace("`", ""),
                    new TreeSet<>(List.of(cells[4].strip().split(", ", -1))).toString());
        }

        Map<String, String> contract = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            contract.put(topic.topicName(), new TreeSet<>(topic.types().keySet()).toString());
        }
        assertThat(listed).isEqualTo(contract);
    }

    @Test
    void everyDecisionIsInTheIndex() throws IOException {
        List<String> listed = found("\\]\\((\\d{4}-[^)]+\\.md)\\)", DECISIONS.resolve("README.md"));

        assertThat(listed).isEqualTo(pagesIn(DECISIONS).stream().map(ReadmeTest::name).toList());
    }

    @Test
    void aNewcomerReadsTheReadmeToItsEnd() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(README_BYTES);
    }

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        for (Path page : pages()) {
            for (String link : found("\\]\\((?!https?:)([^)\\s]+)\\)", page)) {
                int hash = link.indexOf('#');
                String file = hash < 0 ? link : link.substring(0, hash);
                Path target = file.isEmpty() ? page : page.resolveSibling(file);
                assertThat(target).as("%s in %s", link, page).exists();
                if (hash >= 0) {
                    assertThat(headings(target))
                            .as("%s in %s", link, page)
                            .contains(link.substring(hash + 1));
                }
            }
        }
    }

    @Test
    void everyCommandIsOneThatTheLauncherKnows() throws IOException {
        Set<String> known =
                found("(?m)^  ([a-z][a-z |-]*)\\)", ROOT.resolve("infra/run")).stream()
                        .flatMap(label -> Stream.of(label.split(" \\| ")))
                        .collect(toSet());

        assertThat(known).contains("test", "format", "dev", "build", "demo", "up", "down");
        for (Path page : pages()) {
            assertThat(known).containsAll(found("infra/run ([a-z]+)", page));
        }
    }

    /** Every page that somebody reads who does not know the code yet. */
    private static List<Path> pages() throws IOException {
        return Stream.of(
                        Stream.of(README),
                        pagesIn(ROOT.resolve(".github")).stream(),
                        pagesIn(DOCS).stream(),
                        Stream.of(DECISIONS.resolve("README.md")),
                        pagesIn(DECISIONS).stream())
                .flatMap(pages -> pages)
                .toList();
    }

    private static List<Path> pagesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".md"))
                    .filter(file -> !name(file).equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** As a link names them. */
    private static List<String> headings(Path page) throws IOException {
        return found("(?m)^#+ (.+)$", page).stream()
                .map(heading ->
                        heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .toList();
    }

    private static List<String> found(String pattern, Path page) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The rows between {@code <!-- name -->} and {@code <!-- /name -->}, without their head. */
    private static List<String> tableRows(String name, Path page) throws IOException {
        Matcher section =
                Pattern.compile(
                                "<!-- %1$s -->\n(.*?)\n<!-- /%1$s -->".formatted(name),
                                Pattern.DOTALL)
                        .matcher(Files.readString(page));
        assertThat(section.find()).as(page + " has a table called " + name).isTrue();
        return section.group(1).lines().skip(2).toList();
    }
}
