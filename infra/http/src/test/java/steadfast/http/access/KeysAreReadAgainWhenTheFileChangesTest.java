package steadfast.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAreReadAgainWhenTheFileChangesTest {

    private static final int NOBODY = 65_534;

    @TempDir Path folder;
    private final AtomicLong nanos = new AtomicLong();
    private final SetClock clock = new SetClock();
    private final List<AccessFileRead> read = new ArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("access.properties");
    }

    @Test
    void whileTheFileIsMissingNobodyMayEnter() {
        assertThat(enters(keys(), "anything")).isEmpty();
        assertThat(enters(keys(), "")).isEmpty();
    }

    @Test
    void aFileThatAppearsIsReadWithoutARestart() throws Exception {
        AccessKeys keys = keys();
        write("operator.olga=" + sha256("secret"));
        assertThat(enters(keys, "secret")).as("looked at less than a second ago").isEmpty();

        pass(Duration.ofSeconds(1));

        assertThat(enters(keys, "secret")).map(Caller::name).contains("olga");
    }

    @Test
    void aKeyThatIsTakenOutNoLongerEnters() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();
        assertThat(enters(keys, "secret")).isPresent();

        write("operator.olga=" + sha256("another"));
        pass(Duration.ofSeconds(1));

        assertThat(enters(keys, "secret")).isEmpty();
        assertThat(enters(keys, "another")).isPresent();
    }

    @Test
    void aFileThatIsDeletedClosesTheDoor() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();

        Files.delete(file);
        pass(Duration.ofSeconds(1));

        assertThat(enters(keys, "secret")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadClosesTheDoor() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();

        write("operator.olga=\\u00zz");
        pass(Duration.ofSeconds(1));

        assertThat(enters(keys, "secret")).isEmpty();
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
                "operator.olga#=HASH",
                "operator.#key=HASH",
                "operator.olga=HASH until=2030-01-01",
                "operator.olga=HASH expires=soon",
                "operator.olga=HASH expires=2030-02-30",
                "operator.olga=HASH expires=2030-01-01 more",
            })
    void anEntryThatIsNotOneIsSkippedAndTheOthersHold(String entry) throws Exception {
        write(
                entry.replace("HASH", sha256("secret"))
                        + "\nstorefront.shop="
                        + sha256("shop-key").toUpperCase(java.util.Locale.ROOT)
                        + "\n");
        AccessKeys keys = keys();

        assertThat(enters(keys, "secret")).isEmpty();
        assertThat(enters(keys, "shop-key")).map(Caller::role).contains("storefront");
    }

    @Test
    void aNewKeyOfACallerWorksBesideTheOldOneUntilThatEnds() throws Exception {
        write(
                "storefront.shop=%s expires=2026-02-28\nstorefront.shop#march=%s"
                        .formatted(sha256("old"), sha256("new")));
        AccessKeys keys = keys();
        assertThat(enters(keys, "old")).map(Caller::name).contains("shop");
        assertThat(enters(keys, "new")).map(Caller::name).contains("shop");

        clock.now = Instant.parse("2026-02-28T23:59:59Z");
        assertThat(enters(keys, "old")).as("on its last day").isPresent();
        clock.now = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(enters(keys, "old")).isEmpty();
        assertThat(keys.find("old")).isInstanceOf(AccessKeys.Found.Expired.class);
        assertThat(enters(keys, "new")).map(Caller::name).contains("shop");
    }

    @Test
    void aKeyThatEndsAtAMomentOpensUntilThen() throws Exception {
        write("operator.olga=" + sha256("secret") + " expires=2026-02-03T12:00:00Z");
        AccessKeys keys = keys();
        clock.now = Instant.parse("2026-02-03T11:59:59Z");
        assertThat(enters(keys, "secret")).isPresent();

        clock.now = Instant.parse("2026-02-03T12:00:00Z");

        assertThat(enters(keys, "secret")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storefront.shop=HASH\noperator.olga=HASH",
                "storefront.shop=HASH\nstorefront.other=HASH",
                "storefront.shop#a=HASH\noperator.shop#a=HASH"
            })
    void aKeyOfTwoCallersOpensNothing(String entries) throws Exception {
        write(entries.replace("HASH", sha256("secret")) + "\noperator.otto=" + sha256("another"));
        AccessKeys keys = keys();

        assertThat(enters(keys, "secret")).isEmpty();
        assertThat(enters(keys, "another")).map(Caller::name).contains("otto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-rw-", "rw----rw-", "rw-r---w-"})
    void aFileThatOthersMayWriteClosesTheDoorUntilItIsMended(String mode) throws Exception {
        write("operator.olga=" + sha256("secret"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        AccessKeys keys = keys();
        assertThat(enters(keys, "secret")).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        pass(Duration.ofSeconds(1));

        assertThat(enters(keys, "secret")).isPresent();
    }

    @Test
    void aFolderThatBecomesOthersClosesTheDoorUntilItIsMended() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();
        assertThat(enters(keys, "secret")).isPresent();

        mode(folder, "rwxr-xrwx");
        pass(Duration.ofSeconds(1));
        assertThat(enters(keys, "secret")).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(enters(keys, "secret")).isEmpty();
        assertThat(read).as("looked at again, and read once").hasSize(1);

        mode(folder, "rwxr-xr-x");
        pass(Duration.ofSeconds(1));
        assertThat(enters(keys, "secret")).isPresent();
    }

    @Test
    void aLinkIsAsGoodAsTheWorseOfItsTwoFolders() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        write("operator.olga=" + sha256("secret"));
        Path target = Files.move(file, elsewhere.resolve("target"));
        Files.createSymbolicLink(file, target);
        assertThat(enters(keys(), "secret")).isPresent();

        mode(elsewhere, "rwxr-xrwx");
        assertThat(enters(keys(), "secret")).isEmpty();

        mode(elsewhere, "rwxr-xr-x");
        mode(folder, "rwxr-xrwx");
        assertThat(enters(keys(), "secret")).isEmpty();
    }

    /** As Kubernetes mounts a Secret: everybody may write there, and nobody replaces a file. */
    @Test
    void inAFolderWhereNobodyReplacesAnothersFileItIsGood() throws Exception {
        write("operator.olga=" + sha256("secret"));
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThat(enters(keys(), "secret")).isPresent();
    }

    @Test
    void aFileOrFolderOfAnotherUserClosesTheDoor() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can give a file away")
                .isEqualTo(0);
        write("operator.olga=" + sha256("secret"));
        Files.setAttribute(file, "unix:uid", NOBODY);
        assertThat(enters(keys(), "secret")).isEmpty();

        // Root's own, in a folder that somebody else may empty; and as root leaves a clone.
        Path above = Files.createDirectory(folder.resolve("linked"));
        Path link = Files.createSymbolicLink(above.resolve("link"), file);
        Files.setAttribute(file, "unix:uid", 0);
        Files.setAttribute(above, "unix:uid", NOBODY);
        file = link;
        assertThat(enters(keys(), "secret")).isEmpty();

        Files.setAttribute(folder, "unix:uid", NOBODY);
        Files.setAttribute(folder.resolve("access.properties"), "unix:uid", NOBODY);
        file = folder.resolve("access.properties");
        assertThat(enters(keys(), "secret")).isPresent();
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void everyChangeIsToldOfForTheAuditWithoutTheHashes() throws Exception {
        write("operator.olga=" + sha256("secret"));
        AccessKeys keys = keys();

        write("operator.olga#b=" + sha256("another") + " expires=2026-02-28");
        pass(Duration.ofSeconds(1));
        assertThat(enters(keys, "another")).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(enters(keys, "another")).isPresent();

        String begin = sha256("another").substring(0, 16);
        assertThat(read)
                .containsExactly(
                        new AccessFileRead(
                                Map.of("operator.olga#b", begin + " expires=2026-03-01T00:00:00Z"),
                                Files.getOwner(file).getName()));
    }

    private static Optional<Caller> enters(AccessKeys keys, String key) {
        return keys.find(key) instanceof AccessKeys.Found.Known(Caller caller)
                ? Optional.of(caller)
                : Optional.empty();
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
                clock,
                nanos::get,
                read::add);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
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
