package steadfast.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.Owner;

/**
 * Starts PostgreSQL, which refuses to run as root: an ordinary user runs it as themselves, root
 * runs it as the owner of the clone, who can then continue without root; in a clone owned by root
 * it runs as the user {@code steadfast}, or as nobody if there is none.
 *
 * <p>That user need not have access to the folders above the data, which may be closed to all
 * others. So root opens the data folder and passes it on opened; the server uses it by {@link
 * #folder}. It keeps no right that its user does not have.
 *
 * @param prefix goes before its command
 * @param owner whose its data has to be
 * @param folder the data folder as the server names it
 */
public record Unprivileged(List<String> prefix, Owner owner, Path folder) {

    /** A dedicated user with no other processes, if it exists. */
    private static final String OWN_USER = "steadfast";

    private static final String HANDED_OVER = "9";

    public Unprivileged {
        prefix = List.copyOf(prefix);
    }

    /**
     * Gives the folder to whom the server runs as and tries whether the program runs.
     *
     * @param folder has to be writable for the server
     * @throws LaunchFailure if it does not
     */
    public static Unprivileged find(Owner self, Owner cloneOwner, Path program, Path folder)
            throws IOException {
        Unprivileged way = of(self, cloneOwner, folder);
        if (self.isRoot()) {
            FileTree.changeOwner(folder, way.owner);
        }
        String failure = way.failure(program);
        if (!failure.isEmpty()) {
            throw new LaunchFailure(
                    self.isRoot()
                            ? "PostgreSQL refuses to run as root, and here root cannot run it as the user %d (setpriv: %s): run infra/run as an ordinary user."
                                    .formatted(way.owner.uid(), failure)
                            : "PostgreSQL's programs do not run here: %s.".formatted(failure));
        }
        return way;
    }

    static Unprivileged of(Owner self, Owner cloneOwner, Path folder) throws IOException {
        if (!self.isRoot()) {
            return new Unprivileged(List.of(), self, folder);
        }
        Owner other = cloneOwner.isRoot() ? Owner.named(OWN_USER).orElse(Owner.NOBODY) : cloneOwner;
        return new Unprivileged(
                List.of(
                        "bash",
                        "-c",
                        "exec %s<\"$0\"; exec \"$@\"".formatted(HANDED_OVER),
                        folder.toString(),
                        "setpriv",
                        "--reuid=" + other.uid(),
                        "--regid=" + other.gid(),
                        "--clear-groups"),
                other,
                Path.of("/proc/self/fd", HANDED_OVER));
    }

    /** Returns the command, as it is run by a user without privileges. */
    public List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Why the program cannot run in this way; empty if it can. */
    private String failure(Path program) {
        try {
            ProcessBuilder attempt =
                    new ProcessBuilder(
                                    command(
                                            List.of(
                                                    "bash",
                                                    "-c",
                                                    "test -w \"$1\" || { echo \"$1 is closed to it\"; exit 1; }; \"$0\" --version",
                                                    program.toString(),
                                                    folder.toString())))
                            .redirectErrorStream(true);
            ChildEnvironment.limit(attempt.environment());
            Process process = attempt.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? ""
                    : output.strip().lines().findFirst().orElse("it failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
