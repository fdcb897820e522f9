package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {

    private static final Owner ROOT = new Owner(0, 0);
    private static final Owner SOMEBODY = new Owner(1000, 1001);

    @TempDir private Path folder;

    @Test
    void anOrdinaryUserRunsItAsHimself() {
        assertThat(Unprivileged.ways(SOMEBODY, SOMEBODY))
                .singleElement()
                .satisfies(way -> assertThat(way.prefix()).isEmpty());
    }

    @Test
    void rootRunsItAsTheOwnerOfTheClone() {
        Unprivileged first = Unprivileged.ways(ROOT, SOMEBODY).getFirst();

        assertThat(first.owner()).isEqualTo(SOMEBODY);
        assertThat(first.prefix())
                .containsExactly("setpriv", "--reuid=1000", "--regid=1001", "--clear-groups");
    }

    @Test
    void rootRunsItAsNobodyInAClonesOfItsOwn() {
        assertThat(Unprivileged.ways(ROOT, ROOT).getFirst().owner()).isEqualTo(Owner.NOBODY);
    }

    @Test
    @EnabledIf("isRoot")
    void rootFindsAWayEvenWhereOthersMayNotPass() throws Exception {
        // As in a clone below /root.
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(
                closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Path data = Files.createDirectory(closed.resolve("data"));

        Unprivileged way =
                Unprivileged.find(Owner.ofThisProcess(), ROOT, Path.of("/bin/true"), data);
        int code =
                new ProcessBuilder(
                                way.command(
                                        java.util.List.of("touch", data.resolve("x").toString())))
                        .start()
                        .waitFor();

        assertThat(code).isZero();
        assertThat(data.resolve("x")).exists();
        assertThat(Owner.of(data)).isEqualTo(way.owner());
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
