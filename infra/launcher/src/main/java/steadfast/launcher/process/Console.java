package steadfast.launcher.process;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The user's console: one line per event, from any thread. */
public final class Console {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final Clock clock;

    public Console(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Writes a line. */
    public void line(String text) {
        synchronized (this) {
            out.println(text);
            out.flush();
        }
    }

    /** Prints an event of a running shop, with the time of day. */
    void happening(String text) {
        ZoneId zone = ZoneId.systemDefault();
        line(LocalTime.ofInstant(clock.instant(), zone).format(TIME) + "  " + text);
    }

    void ready(ProcessSpec processSpec, Duration took) {
        line(
                "  %-20s ready in %5s s   %s"
                        .formatted(processSpec.name(), seconds(took), processSpec.address()));
    }

    /** Returns the seconds with one decimal. */
    public static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
