package steadfast.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that whoever opens a package sees all of it on one screen. */
class PackagesStaySmallTest {

    private static final Path ROOT = Path.of("../..");
    private static final int MOST_CLASSES = 26;

    @Test
    void noPackageHasMoreClassesThanAScreenShows() throws IOException {
        Map<String, Long> classes;
        try (Stream<Path> files = Files.walk(ROOT)) {
            classes =
                    files.filter(file -> file.toString().contains("/src/main/java/"))
                            .filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("package-info.java"))
                            .collect(groupingBy(file -> file.getParent().toString(), counting()));
        }

        assertThat(classes).hasSizeGreaterThan(50);
        classes.values().removeIf(number -> number <= MOST_CLASSES);
        assertThat(classes).isEmpty();
    }
}
