package steadfast.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A library that is not what its repository says it is, and a Maven that is not the one whose
 * checksum stands here, end a build. It is this project's wrapper and its {@code .mvn} that run,
 * beside a small project whose only library comes from a folder.
 */
class NothingThatWasChangedIsBuiltFromTest {

    private static final Path ROOT = Path.of("../..");
    private static final String JAR = "library-1.jar";
    private static final String POM = "library-1.pom";

    @TempDir private Path folder;
    private Path project;
    private Path library;

    @BeforeEach
    void aProjectWithOneLibrary() throws Exception {
        project = folder.resolve("project");
        copy(ROOT.resolve(".mvn"), project.resolve(".mvn"));
        Files.copy(ROOT.resolve("mvnw"), project.resolve("mvnw"));
        library = Files.createDirectories(folder.resolve("repository/test/library/1"));
        publish(JAR, jar());
        publish(POM, pom("library", "").getBytes(UTF_8));
        Files.writeString(
                project.resolve("pom.xml"),
                pom(
                        "project",
                        """
                        <repositories>
                          <repository><id>folder</id><url>%s</url></repository>
                        </repositories>
                        <dependencies>
                          <dependency><groupId>test</groupId><artifactId>library</artifactId><version>1</version></dependency>
                        </dependencies>
                        """
                                .formatted(folder.resolve("repository").toUri())));
    }

    @Test
    void aLibraryAsItWasPublishedIsTaken() throws Exception {
        MavenWrapper.Ended build = resolve();

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void aChangedByteInALibraryFailsTheBuild() throws Exception {
        changeAByte(JAR);

        refused(resolve());
    }

    @Test
    void aChangedByteInAPomFailsTheBuild() throws Exception {
        changeAByte(POM);

        refused(resolve());
    }

    @Test
    void aLibraryWithoutAChecksumFailsTheBuild() throws Exception {
        Files.delete(library.resolve(JAR + ".sha1"));

        refused(resolve());
    }

    @Test
    void anotherMavenThanTheOneWantedIsNotStarted() throws Exception {
        HttpServer mirror =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] other = jar();
        mirror.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, other.length);
                        exchange.getResponseBody().write(other);
                    }
                });
        mirror.start();
        try {
            MavenWrapper.Ended build =
                    maven(
                            "-v",
                            "MVNW_REPOURL=http://127.0.0.1:" + mirror.getAddress().getPort(),
                            "MAVEN_USER_HOME=" + folder.resolve("home"));

            assertThat(build.exitCode()).as(build.output()).isNotZero();
            assertThat(build.output()).contains("Failed to validate Maven distribution SHA-256");
        } finally {
            mirror.stop(0);
        }
    }

    private static void refused(MavenWrapper.Ended build) {
        assertThat(build.exitCode()).as(build.output()).isNotZero();
        assertThat(build.output()).contains("Checksum validation failed", "test:library");
    }

    /** Compiles nothing, but with everything that it would be compiled with. */
    private MavenWrapper.Ended resolve() throws Exception {
        return maven(
                "org.apache.maven.plugins:maven-compiler-plugin:" + compilerPlugin() + ":compile");
    }

    /** The plugin comes from where our own build put it; the library never gets there. */
    private MavenWrapper.Ended maven(String goal, String... variables) throws Exception {
        return MavenWrapper.run(
                project,
                folder.resolve("output"),
                List.of(variables),
                "-Dmaven.repo.local=" + folder.resolve("local"),
                "-Dmaven.repo.local.tail=" + MavenWrapper.localRepository(),
                goal);
    }

    private static String compilerPlugin() throws IOException {
        Matcher version =
                Pattern.compile(
                                "<artifactId>maven-compiler-plugin</artifactId>\\s*<version>([^<]+)<")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private void publish(String name, byte[] content) throws Exception {
        Files.write(library.resolve(name), content);
        Files.writeString(
                library.resolve(name + ".sha1"),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)));
    }

    private void changeAByte(String name) throws IOException {
        Path file = library.resolve(name);
        byte[] content = Files.readAllBytes(file);
        // In a comment of the POM, and in a date of the archive: it is read all the same.
        int changed = name.equals(POM) ? new String(content, UTF_8).indexOf("<!--") + 4 : 10;
        content[changed] ^= 1;
        Files.write(file, content);
    }

    private byte[] jar() throws IOException {
        Path file = folder.resolve("made.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry("text"));
            jar.write("text".getBytes(UTF_8));
        }
        return Files.readAllBytes(file);
    }

    private static String pom(String artifact, String more) {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <!--a-->
          <modelVersion>4.0.0</modelVersion>
          <groupId>test</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
        %s</project>
        """
                .formatted(artifact, more);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
