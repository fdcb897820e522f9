package steadfast.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final Path CONTRIBUTING = ROOT.resolve(".github/CONTRIBUTING.md");
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
                    README,
                    Pattern.compile("<!-- config -->.*<!-- /config -->", Pattern.DOTALL)
                            .matcher(Files.readString(README))
                            .replaceFirst(Matcher.quoteReplacement(table)));
        }
    }

    @Test
    void everySettingIsInTheTableAndTheTableHasNoOther() throws IOException {
        List<ConfigKey> settings = ConfigMappings.under(ROOT);

        assertThat(tableRows("config"))
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
        for (String row : tableRows("connections")) {
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
        for (String row : tableRows("topics")) {
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
    void everyLinkLeadsToAFile() throws IOException {
        for (Path page : List.of(README, CONTRIBUTING)) {
            assertThat(found("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)", page))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
        }
    }

    @Test
    void everyCommandIsOneThatTheLauncherKnows() throws IOException {
        Set<String> known =
                found("(?m)^  ([a-z][a-z |-]*)\\)", ROOT.resolve("infra/run")).stream()
                        .flatMap(label -> Stream.of(label.split(" \\| ")))
                        .collect(toSet());

        assertThat(known).contains("test", "format", "dev", "build", "demo", "up", "down");
        for (Path page : List.of(README, CONTRIBUTING)) {
            assertThat(known).containsAll(found("infra/run ([a-z]+)", page));
        }
    }

    private static List<String> found(String pattern, Path page) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The rows between {@code <!-- name -->} and {@code <!-- /name -->}, without their head. */
    private static List<String> tableRows(String name) throws IOException {
        Matcher section =
                Pattern.compile(
                                "<!-- %1$s -->\n(.*?)\n<!-- /%1$s -->".formatted(name),
                                Pattern.DOTALL)
                        .matcher(Files.readString(README));
        assertThat(section.find()).as("README has a table called " + name).isTrue();
        return section.group(1).lines().skip(2).toList();
    }
}
