package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests run on PostgreSQL 18, and 16 and 17 are promised too. What these lack is looked for in the
 * text of our SQL; the tests themselves run on another version by {@code
 * -Dpostgres-binaries.version}.
 */
class OnlySqlThatPostgres16KnowsTest {

    private static final Path ROOT = Path.of("../..");

    /** Of the release notes of 17 and 18, what one might write without a thought. */
    private static final Pattern NEWER =
            Pattern.compile(
                    "\\breturning\\s+(with\\s*\\(|(old|new)\\.)"
                            + "|\\b(uuidv7|uuidv4|uuid_extract_version|casefold|array_sort"
                            + "|array_reverse|json_table|json_exists|json_value|json_query"
                            + "|to_bin|to_oct|merge_action)\\("
                            + "|\\bgenerated\\s+always\\s+as\\s*\\([^)]*\\)\\s*virtual"
                            + "|\\bwithout\\s+overlaps\\b|\\bwhen\\s+not\\s+matched\\s+by\\s+source\\b"
                            + "|\\bnot\\s+enforced\\b|\\bat\\s+local\\b|\\bon_error\\b",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void noStatementOrMigrationNeedsANewerOne() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(sources)
                .allSatisfy(source ->
                        assertThat(Files.readString(source)).doesNotContainPattern(NEWER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on conflict do nothing returning old.said_at",
                "RETURNING new.id",
                "insert into t values (uuidv7())",
                "b int generated always as (a + 1) virtual",
                "merge into t using s on true when not matched by source then delete"
            })
    void whatIsNewerIsFound(String sql) {
        assertThat(sql).containsPattern(NEWER);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(
                            file -> {
                                String path = file.toString();
                                return path.contains("/src/main/")
                                        && (path.endsWith(".sql") || path.endsWith(".java"));
                            })
                    .toList();
        }
    }
}
