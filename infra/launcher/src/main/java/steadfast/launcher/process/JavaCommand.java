package steadfast.launcher.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a JVM: the one that runs us, quiet, quick to start and small. */
public final class JavaCommand {

    /** {@code full}: with the optimizing compiler, as where speed is measured. */
    private static final String COMPILER = "STEADFAST_COMPILER";

    private static final String FULL = "full";

    private JavaCommand() {}

    /**
     * Up to and without {@code -jar} or {@code -cp}.
     *
     * @param temporary where it keeps what it makes for itself: in {@code /tmp} another user could
     *     have made the name first
     */
    public static List<String> withHeap(int maximumMegabytes, Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        if (!FULL.equals(System.getenv(COMPILER))) {
            // Starts in half the time of the full compiler, and takes less memory.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Xmx" + maximumMegabytes + "m");
        // A process without memory is useless; it is restarted.
        command.add("-XX:+ExitOnOutOfMemoryError");
        return command;
    }
}
