package steadfast.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.files.Owner;

class UnprivilegedTest {

    private static final Owner ROOT = new Owner(0, 0);
    private static final Owner SOMEBODY = new Owner(1000, 1001);

    @TempDir private Path folder;

    @Test
    void anOrdinaryUserRunsItAsHimself() throws Exception {
        Unprivileged way = Unprivileged.of(SOMEBODY, SOMEBODY, folder);

        assertThat(way.prefix()).isEmpty();
        assertThat(way.folder()).isEqualTo(folder);
    }

    @Test
    void rootRunsItAsTheOwnerOfTheClone() throws Exception {
        Unprivileged way = Unprivileged.of(ROOT, SOMEBODY, folder);

        assertThat(way.owner()).isEqualTo(SOMEBODY);
        assertThat(way.prefix())
                .containsSubsequence("setpriv", "--reuid=1000", "--regid=1001", "--clear-groups");
    }

    @Test
    void rootRunsItAsItsOwnUserOrNobodyInACloneOfRoots() throws Exception {
        assertThat(Unprivileged.of(ROOT, ROOT, folder).owner())
                .isEqualTo(Owner.named("steadfast").orElse(Owner.NOBODY));
    }

    @Test
    void aUserIsFoundByItsName() throws Exception {
        assertThat(Owner.named("root")).hasValue(ROOT);
        assertThat(Owner.named("nobody-of-this-name")).isEmpty();
    }

    @Test
    @EnabledIf("isRoot")
    void rootHandsItOverWithoutARightMoreWhereOthersMayNotPass() throws Exception {
        // As in a clone below /root.
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path data = Files.createDirectory(closed.resolve("data"));
        Path secret = Files.writeString(closed.resolve("secret"), "");

        Unprivileged way =
                Unprivileged.find(Owner.ofThisProcess(), ROOT, Path.of("/bin/true"), data);

        assertThat(run(way, "touch", way.folder().resolve("x").toString())).isZero();
        assertThat(data.resolve("x")).exists();
        assertThat(Owner.of(data.resolve("x"))).isEqualTo(way.owner());
        assertThat(run(way, "test", "-e", secret.toString())).isNotZero();
        assertThat(run(way, "grep", "-q", "^CapEff:\\s*0*$", "/proc/self/status")).isZero();
        assertThat(run(way, "grep", "-q", "^Uid:\\s*0\\s", "/proc/self/status")).isNotZero();
    }

    private static int run(Unprivileged way, String... command) throws Exception {
        return new ProcessBuilder(way.command(List.of(command))).start().waitFor();
    }

    @Test
    @DisabledIf("isRoot")
    void anOrdinaryUserFindsHisWay() throws Exception {
        Unprivileged way =
                Unprivileged.find(
                        Owner.ofThisProcess(), Owner.of(folder), Path.of("/bin/true"), folder);

        assertThat(way.prefix()).isEmpty();
    }

    @Test
    void programsThatDoNotRunHereAreSaidNotTo() throws Exception {
        Path broken = folder.resolve("postgres");
        Files.writeString(broken, "no program");

        assertThatThrownBy(() ->
                        Unprivileged.find(Owner.ofThisProcess(), Owner.of(folder), broken, folder))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("PostgreSQL");
    }

    static boolean isRoot() throws IOException {
        return Owner.ofThisProcess().isRoot();
    }
}
