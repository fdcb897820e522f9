package steadfast.http.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps every log message on its own line. Messages quote what strangers sent: a line break in it
 * would begin a line that nobody logged, and an escape would paint over one in a terminal. Control
 * characters are written as Java writes them, {@code \n} and {@code \u001b}.
 */
@LoggingFilter(name = "one-line-messages")
public final class OneLineMessages implements Filter {

    private static final Formatter MESSAGE_ALONE = new PatternFormatter("%s");

    /** Lets every record through, its message made harmless. */
    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord message) {
            String text = MESSAGE_ALONE.format(message);
            if (text.chars().anyMatch(OneLineMessages::isUnsafe)) {
                message.setMessage(escaped(text), FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars()
                .forEach(character -> {
                    if (character == '\n') {
                        safe.append("\\n");
                    } else if (character == '\t') {
                        safe.append("\\t");
                    } else if (character == '\r') {
                        safe.append("\\r");
                    } else if (isUnsafe(character)) {
                        safe.append("\\u%04x".formatted(character));
                    } else {
                        safe.append((char) character);
                    }
                });
        return safe.toString();
    }

    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
