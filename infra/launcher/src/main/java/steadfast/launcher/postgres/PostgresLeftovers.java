package steadfast.launcher.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.Poll;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessIdentity;
import steadfast.launcher.process.StopStep;

/**
 * The remains of a PostgreSQL that was not stopped: the server itself, its children that are still
 * ending, or a file with a process ID that now belongs to another process.
 */
final class PostgresLeftovers {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CHILDREN_END_WITHIN = Duration.ofSeconds(15);

    private final Path data;

    PostgresLeftovers(Path data) {
        this.data = data;
    }

    /**
     * Stops it and waits for its children, which hold the shared memory.
     *
     * @throws LaunchFailure if it cannot be stopped
     */
    void stop() throws IOException {
        stopServer();
        // Its ID may belong to another process now, which PostgreSQL would take for a running
        // server.
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(data, ".s.PGSQL.*")) {
            for (Path socket : sockets) {
                Files.deleteIfExists(socket);
            }
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private void stopServer() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessIdentity> server = firstLine(pidFile).flatMap(ProcessIdentity::of);
        if (server.filter(this::works).isPresent()) {
            boolean gone =
                    StopStep.stop(
                            server.get(),
                            List.of(
                                    new StopStep(PosixSignal.INT, Duration.ofSeconds(10)),
                                    new StopStep(PosixSignal.QUIT, Duration.ofSeconds(5)),
                                    new StopStep(PosixSignal.KILL, Duration.ofSeconds(5))));
            if (!gone) {
                throw new LaunchFailure(
                        "An earlier PostgreSQL (process %d) still works on %s and does not stop: stop it as the user who started it."
                                .formatted(server.get().pid(), data));
            }
        }
        if (!Poll.until(() -> !anybodyWorksHere(), POLL, CHILDREN_END_WITHIN)) {
            throw new LaunchFailure(
                    "Processes of an earlier PostgreSQL still work on %s: stop them."
                            .formatted(data));
        }
    }

    private boolean anybodyWorksHere() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> ProcessIdentity.of(process.pid()).stream())
                .anyMatch(this::works);
    }

    /** The server and its children stay in the data folder. */
    private boolean works(ProcessIdentity process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd")).equals(data);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Long> firstLine(Path pidFile) throws IOException {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
