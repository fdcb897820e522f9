package steadfast.launcher.shop;

/** Lines that a program may wait for, besides people. */
public final class Announcement {

    private static final String READY_START = "Everything is ready after ";

    /** Takes the seconds. */
    static final String READY = READY_START + "%s s.";

    private Announcement() {}

    /** True for the line that says that everything is ready. */
    public static boolean isReady(String line) {
        return line.startsWith(READY_START);
    }
}
