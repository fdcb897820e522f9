package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL is started, which refuses to run as root.
 *
 * @param prefix goes before its command
 * @param owner whose its data has to be
 */
record Unprivileged(List<String> prefix, Owner owner) {

    /**
     * The first way that works here. An ordinary user runs it as himself. Root runs it as the owner
     * of the clone, who can then go on without root, or as nobody. Where root may not become
     * somebody else it may open a user namespace, and where folders above are closed to others the
     * server may keep the right to pass them.
     *
     * @param folder has to be writable for the server
     * @throws LaunchFailure if no way works
     */
    static Unprivileged find(Owner self, Owner cloneOwner, Path program, Path folder) {
        List<String> failures = new ArrayList<>();
        for (Unprivileged way : ways(self, cloneOwner)) {
            String failure = way.failure(self, program, folder);
            if (failure.isEmpty()) {
                return way;
            }
            failures.add(failure);
        }
        throw new LaunchFailure(
                self.isRoot()
                        ? "PostgreSQL refuses to run as root, and here root may neither become another user (setpriv: %s) nor open a user namespace (unshare: %s): run infra/run as an ordinary user."
                                .formatted(failures.get(0), failures.get(1))
                        : "PostgreSQL's programs do not run here: %s."
                                .formatted(failures.getFirst()));
    }

    static List<Unprivileged> ways(Owner self, Owner cloneOwner) {
        if (!self.isRoot()) {
            return List.of(new Unprivileged(List.of(), self));
        }
        Owner other = cloneOwner.isRoot() ? Owner.NOBODY : cloneOwner;
        List<String> become =
                List.of(
                        "setpriv",
                        "--reuid=" + other.uid(),
                        "--regid=" + other.gid(),
                        "--clear-groups");
        List<String> becomeAndPass = new ArrayList<>(become);
        becomeAndPass.add("--inh-caps=+dac_override");
        becomeAndPass.add("--ambient-caps=+dac_override");
        return List.of(
                new Unprivileged(become, other),
                new Unprivileged(List.of("unshare", "--user"), self),
                new Unprivileged(List.copyOf(becomeAndPass), other));
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Why the program cannot run in this way; empty if it can. */
    private String failure(Owner self, Path program, Path folder) {
        try {
            if (self.isRoot()) {
                FileTree.give(folder, owner);
            }
            Process process =
                    new ProcessBuilder(
                                    command(
                                            List.of(
                                                    "bash",
                                                    "-c",
                                                    "test -w \"$1\" || { echo \"$1 is closed to it\"; exit 1; }; \"$0\" --version",
                                                    program.toString(),
                                                    folder.toString())))
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? ""
                    : said.strip().lines().findFirst().orElse("it failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
