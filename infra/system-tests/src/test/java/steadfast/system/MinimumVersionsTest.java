package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is delivered holds no library that is older than the one that mended its known
 * vulnerabilities: whatever a BOM or another library asks for.
 */
class MinimumVersionsTest {

    private static final Path ROOT = Path.of("../..");

    /** Where the libraries of everything that runs lie once it is built. */
    private static final List<String> DELIVERED =
            List.of(
                    "order-service/target/quarkus-app/lib",
                    "payment-service/target/quarkus-app/lib",
                    "fulfillment-service/target/quarkus-app/lib",
                    "reconciler-service/target/quarkus-app/lib",
                    "infra/sandbox/target/lib",
                    "infra/launcher/target/lib",
                    "infra/launcher/target/kafka-lib",
                    "infra/demo/target/lib");

    /** The first version without the vulnerabilities that are named. */
    enum Minimum {
        /** CVE-2026-42580, -42581, -42585, -50020, -50560, -89044. */
        NETTY("netty-[a-z0-9-]+?", "4.1.138"),
        /** CVE-2026-39852. */
        QUARKUS("quarkus-(?:core|rest|vertx-http)", "3.33.2"),
        /** CVE-2026-6860. */
        VERTX("vertx-core", "4.5.27"),
        /** CVE-2026-54512 to -54518, GHSA-r7wm-3cxj-wff9. */
        JACKSON("jackson-(?:core|databind)", "2.21.5"),
        /** CVE-2026-42198, -54291. */
        POSTGRESQL("postgresql", "42.7.12"),
        /** CVE-2026-33557, -35554. */
        KAFKA("kafka-[a-z-]+?|kafka_2.13", "4.2.1"),
        /** CVE-2026-34477, -34478, -34480, -49844. */
        LOG4J("log4j-(?:api|core)", "2.25.5");

        private final Pattern jar;
        private final String version;

        Minimum(String artifact, String version) {
            // Quarkus puts the group in front of a jar's name.
            this.jar =
                    Pattern.compile("(?:[a-z0-9.]+\\.)?(?:" + artifact + ")-(\\d[\\d.]*\\d)\\b.*");
            this.version = version;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOlderIsDelivered(Minimum minimum) throws IOException {
        List<Path> jars =
                jars().stream().filter(jar -> versionOf(jar, minimum.jar).matches()).toList();

        assertThat(jars).isNotEmpty();
        assertThat(jars)
                .filteredOn(jar -> {
                    Matcher found = versionOf(jar, minimum.jar);
                    return found.matches() && isOlder(found.group(1), minimum.version);
                })
                .as("older than %s", minimum.version)
                .isEmpty();
    }

    @Test
    void versionsAreComparedByTheirNumbers() {
        assertThat(isOlder("4.1.99", "4.1.138")).isTrue();
        assertThat(isOlder("4.1", "4.1.138")).isTrue();
        assertThat(isOlder("4.1.138", "4.1.138")).isFalse();
        assertThat(isOlder("4.2.1", "4.1.138")).isFalse();
        assertThat(
                        Minimum.NETTY
                                .jar
                                .matcher("io.netty.netty-codec-http-4.1.132.Final.jar")
                                .replaceAll("$1"))
                .isEqualTo("4.1.132");
    }

    /**
     * Paths with {@code ;} or {@code %2F} get past path policies of some Quarkus versions
     * (CVE-2026-50559); here annotations alone say who may enter.
     */
    @Test
    void noDoorIsKeptByItsPath() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(
                            files.filter(file -> file.toString().endsWith(".properties"))
                                    .filter(file -> file.toString().contains("/src/main/"))
                                    .toList())
                    .hasSizeGreaterThan(4)
                    .allSatisfy(file ->
                            assertThat(Files.readString(file))
                                    .doesNotContain("quarkus.http.auth.permission"));
        }
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files =
                DELIVERED.stream().map(ROOT::resolve).flatMap(MinimumVersionsTest::walk)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher versionOf(Path jar, Pattern pattern) {
        return pattern.matcher(jar.getFileName().toString());
    }

    private static boolean isOlder(String version, String minimum) {
        return Arrays.compare(numbers(version), numbers(minimum)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
