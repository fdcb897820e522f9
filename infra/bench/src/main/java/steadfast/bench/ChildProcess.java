package steadfast.bench;

import java.io.IOException;

/** Starts programs that end with the bench, so that none of them holds a port after it. */
public final class ChildProcess {

    private ChildProcess() {}

    /** Starts the program. */
    public static Process start(ProcessBuilder program) throws IOException {
        Process process = program.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }
}
