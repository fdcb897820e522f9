package steadfast.testkit;

import java.nio.file.Path;

/** What the test processes of one user share on this machine. */
final class MachineFolder {

    private MachineFolder() {}

    static Path of(String name) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "steadfast-tests-" + System.getProperty("user.name"),
                name);
    }
}
