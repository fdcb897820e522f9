package steadfast.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAreReadAgainWhenTheFileChangesTest {

    @TempDir Path folder;
    private final AtomicLong nanos = new AtomicLong();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("access.properties");
    }

    @Test
    void whileTheFileIsMissingNobodyMayEnter() {
        assertThat(keys().find("anything")).isEmpty();
        assertThat(keys().find("")).isEmpty();
    }

    @Test
    void aFileThatAppearsIsReadWithoutARestart() throws Exception {
        AccessKeys keys = keys();
        write("operator.olga=" + sha256("secret"));
        assertThat(keys.find("secret")).as("looked at less than a second ago").isEmpty();

        pass(Duration.ofSeconds(1));

        assertThat(keys.find("secret")).map(Caller::name).contains("olga");
    }

    @Test
    void aKeyThatIsTakenOutNoLongerEnters() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();
        assertThat(keys.find("secret")).isPresent();

        write("operator.olga=" + sha256("another"));
        pass(Duration.ofSeconds(1));

        assertThat(keys.find("secret")).isEmpty();
        assertThat(keys.find("another")).isPresent();
    }

    @Test
    void aFileThatIsDeletedClosesTheDoor() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();

        Files.delete(file);
        pass(Duration.ofSeconds(1));

        assertThat(keys.find("secret")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadClosesTheDoor() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();

        write("operator.olga=\\u00zz");
        pass(Duration.ofSeconds(1));

        assertThat(keys.find("secret")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator.olga=",
                "operator.olga=abc",
                "operator.olga=zz",
                "operator.=HASH",
                "olga=HASH",
                "admin.olga=HASH",
                ".olga=HASH",
            })
    void anEntryThatIsNotOneIsSkippedAndTheOthersHold(String entry) throws Exception {
        write(
                entry.replace("HASH", sha256("secret"))
                        + "\nstorefront.shop="
                        + sha256("shop-key").toUpperCase(java.util.Locale.ROOT)
                        + "\n");
        AccessKeys keys = keys();

        assertThat(keys.find("secret")).isEmpty();
        assertThat(keys.find("shop-key")).map(Caller::role).contains("storefront");
    }

    private AccessKeys keys() {
        return new AccessKeys(
                new AccessConfig() {
                    @Override
                    public Path file() {
                        return file;
                    }

                    @Override
                    public Duration checkEvery() {
                        return Duration.ofSeconds(1);
                    }
                },
                nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        // Two writes within one tick of the file system's clock would look like one.
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.EPOCH.plusNanos(content.hashCode() & 0xffffffffL)));
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
