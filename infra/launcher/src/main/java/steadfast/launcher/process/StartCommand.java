package steadfast.launcher.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a process is called: in a session and with an environment of its own, its output in its log.
 *
 * @param folder where it is started
 * @param environment of the launcher, of which it gets what it may know
 */
record StartCommand(
        ProcessSpec processSpec, Path folder, LogTail log, Map<String, String> environment) {

    Process start() throws IOException {
        // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop in order.
        List<String> command =
                new ArrayList<>(
                        List.of("bash", "-c", "umask 077; exec setsid \"$@\"", processSpec.name()));
        command.addAll(processSpec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        // Quarkus takes settings from .env and config/ where it is started: in a
                        // folder that others may write, these would be theirs.
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(environment);
        ChildEnvironment.limit(builder.environment(), processSpec);
        builder.environment().putAll(processSpec.environment());
        return builder.start();
    }
}
