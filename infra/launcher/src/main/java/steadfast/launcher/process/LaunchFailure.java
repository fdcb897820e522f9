package steadfast.launcher.process;

/** Thrown for a problem that the user can fix; the message is one sentence that says how. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LaunchFailure(String sentence) {
        super(sentence);
    }

    public LaunchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
