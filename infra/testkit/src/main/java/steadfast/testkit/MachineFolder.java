package steadfast.testkit;

import java.nio.file.Path;

/** The files that one user's test processes share on this machine. */
final class MachineFolder {

    private MachineFolder() {}

    static Path of(String name) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "steadfast-tests-" + System.getProperty("user.name"),
                name);
    }
}
