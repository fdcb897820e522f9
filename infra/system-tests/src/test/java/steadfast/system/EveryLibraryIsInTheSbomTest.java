package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list that the documented command writes names what is delivered, byte for byte. */
@Tag("long")
class EveryLibraryIsInTheSbomTest {

    private static final Path ROOT = Path.of("../..");

    /** The files of our own modules are made anew by each build. */
    private static final String OURS = "steadfast";

    /** Quarkus adds it to an application by itself, and no POM names it. */
    private static final String ADDED_BY_QUARKUS = "quarkus-flyway-postgresql";

    @TempDir private Path folder;

    @Test
    void nothingIsDeliveredThatItDoesNotList() throws Exception {
        MavenWrapper.Ended made =
                MavenWrapper.run(
                        ROOT,
                        folder.resolve("output"),
                        List.of(),
                        "-Dmaven.repo.local=" + MavenWrapper.localRepository(),
                        "-Dquick",
                        "cyclonedx:makeAggregateBom");
        assertThat(made.exitCode()).as(made.output()).isZero();

        Set<String> listed = new HashSet<>();
        JsonNode list = new ObjectMapper().readTree(ROOT.resolve("target/sbom.json").toFile());
        for (JsonNode component : list.path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    listed.add(hash.path("content").asText());
                }
            }
        }

        List<Path> delivered = DeliveredLibraries.all();
        assertThat(delivered).hasSizeGreaterThan(500);
        for (Path jar : delivered) {
            String name = jar.getFileName().toString();
            if (!name.contains(OURS) && !name.contains(ADDED_BY_QUARKUS)) {
                assertThat(listed).as(name).contains(sha256(jar));
            }
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
