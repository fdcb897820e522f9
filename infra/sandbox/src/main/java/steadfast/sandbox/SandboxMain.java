package steadfast.sandbox;

/** Starts the sandbox. */
public final class SandboxMain {

    private SandboxMain() {}

    /** Runs until it is told to stop; exits with 1 if it can't run and with 2 for a bad flag. */
    public static void main(String[] arguments) {
        System.exit(SandboxCommand.commandLine(System.getenv()).execute(arguments));
    }
}
