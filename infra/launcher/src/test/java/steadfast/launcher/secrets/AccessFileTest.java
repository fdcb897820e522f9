package steadfast.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {

    @TempDir private Path folder;
    private Path path;
    private AccessFile file;

    @BeforeEach
    void aFileThatIsNotThereYet() {
        path = folder.resolve("access.properties");
        file = new AccessFile(path, new SecureRandom());
    }

    @Test
    void onlyTheHashesOfKeysAreKeptAndOnlyForTheirOwner() throws Exception {
        AccessFile.Keys keys = file.issue("local");

        assertThat(keys.storefrontKey()).matches("sfk_[A-Za-z0-9_-]{43}");
        assertThat(keys.operatorToken()).matches("sfo_[A-Za-z0-9_-]{43}");
        assertThat(Files.readAllLines(path))
                .containsExactlyInAnyOrder(
                        "storefront.local=" + sha256(keys.storefrontKey()),
                        "operator.local=" + sha256(keys.operatorToken()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void keysAreMadeAtTheFirstStartOnly() {
        Optional<AccessFile.Keys> first = file.issueIfMissing("local");
        Optional<AccessFile.Keys> second = file.issueIfMissing("local");

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
    }

    @Test
    void newKeysEndTheEarlierOnesOfTheirName() throws Exception {
        AccessFile.Keys earlier = file.issue("local");

        AccessFile.Keys now = file.issue("local");

        assertThat(Files.readString(path))
                .contains(sha256(now.storefrontKey()))
                .doesNotContain(sha256(earlier.storefrontKey()))
                .doesNotContain(sha256(earlier.operatorToken()));
    }

    @Test
    void withAnOverlapTheEarlierOnesGetAnEnd() throws Exception {
        AccessFile.Keys first = file.issue("local");
        Instant until = Instant.parse("2027-01-31T12:00:00Z");

        AccessFile.Keys second = file.issue("local", until);

        String end = " expires=2027-01-31T12:00:00Z";
        assertThat(Files.readAllLines(path))
                .containsExactlyInAnyOrder(
                        "storefront.local#until-20270131T120000000Z="
                                + sha256(first.storefrontKey())
                                + end,
                        "operator.local#until-20270131T120000000Z="
                                + sha256(first.operatorToken())
                                + end,
                        "storefront.local=" + sha256(second.storefrontKey()),
                        "operator.local=" + sha256(second.operatorToken()));
    }

    @Test
    void newKeysWithoutAnOverlapEndThoseThatHadAnEndToo() throws Exception {
        file.issue("local");
        file.issue("local", Instant.parse("2027-01-31T12:00:00Z"));

        file.issue("local");

        assertThat(Files.readAllLines(path)).hasSize(2).noneMatch(line -> line.contains("#"));
    }

    @Test
    void aDemosKeysComeAndGoWithoutTouchingOthers() throws Exception {
        Files.writeString(path, "# by hand\nstorefront.shop=abc\n");
        file.issue("local");
        String before = Files.readString(path);

        file.issue("demo");
        String during = Files.readString(path);
        file.revoke("demo");

        assertThat(during).contains("storefront.demo=", "operator.demo=");
        assertThat(Files.readString(path)).isEqualTo(before).contains("storefront.shop=abc");
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
