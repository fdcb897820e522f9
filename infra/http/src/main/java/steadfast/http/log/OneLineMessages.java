package steadfast.http.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import steadfast.text.OneLine;

/**
 * Keeps every log message on its own line, and so the message of every exception in a stack trace:
 * they may quote input from strangers.
 */
@LoggingFilter(name = "one-line-messages")
public final class OneLineMessages implements Filter {

    private static final Formatter MESSAGE_ALONE = new PatternFormatter("%s");

    /** Passes every record on, with its message and its exception made harmless. */
    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord message) {
            String text = MESSAGE_ALONE.format(message);
            if (!OneLine.isOne(text)) {
                message.setMessage(OneLine.of(text), FormatStyle.NO_FORMAT);
            }
        }
        if (record.getThrown() != null) {
            record.setThrown(OneLineThrowable.of(record.getThrown()));
        }
        return true;
    }
}
