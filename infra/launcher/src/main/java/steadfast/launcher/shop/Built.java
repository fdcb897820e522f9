package steadfast.launcher.shop;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import steadfast.launcher.process.LaunchFailure;

/** The build results in a module's {@code target}. */
public final class Built {

    private Built() {}

    /**
     * A module's own jar, whatever its version.
     *
     * @throws LaunchFailure if it is not built
     */
    static Path jar(Path target, String artifact) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, artifact + "-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            // Reported below: a missing folder has no jar.
        }
        throw new LaunchFailure(artifact + " is not built: run infra/run up, which builds it.");
    }

    /**
     * A file that the build makes.
     *
     * @throws LaunchFailure if it is not built
     */
    public static Path file(Path file) {
        if (!Files.exists(file)) {
            throw new LaunchFailure(file + " is not built: run infra/run up, which builds it.");
        }
        return file;
    }
}
