package steadfast.payment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged while it listens. */
final class CaughtLog extends Handler {
    private final PatternFormatter text = new PatternFormatter("%s");
    private final List<LogRecord> caught = new CopyOnWriteArrayList<>();

    void start() {
        Logger.getLogger("").addHandler(this);
    }

    void stop() {
        Logger.getLogger("").removeHandler(this);
    }

    /** Lines that show where in our code something was thrown. */
    List<String> stackTraces() {
        return caught.stream()
                .filter(record -> record.getThrown() != null)
                .map(record -> record.getMessage() + ": " + record.getThrown())
                .toList();
    }

    List<String> alarms() {
        return caught.stream()
                .filter(record -> record.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(text::format)
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        caught.add(record);
    }

    @Override
    public void flush() {
        // Nothing waits anywhere.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
