package steadfast.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The signals that stop a process. */
public enum PosixSignal {
    /** PostgreSQL's fast shutdown: clients are cut off, data is written. */
    INT,
    /** PostgreSQL's immediate shutdown: the next start recovers from the log. */
    QUIT,
    TERM,
    KILL;

    /**
     * Sends it, if the process is still the one that we mean.
     *
     * @return false if it belongs to another user
     */
    public boolean send(ProcessIdentity process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            // Java knows only TERM and KILL.
            int code =
                    new ProcessBuilder(
                                    "bash",
                                    "-c",
                                    "kill -s \"$0\" \"$1\"",
                                    name(),
                                    "" + process.pid())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            return code == 0 || !process.isAlive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
