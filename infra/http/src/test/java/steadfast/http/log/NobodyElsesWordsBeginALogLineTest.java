package steadfast.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class NobodyElsesWordsBeginALogLineTest {

    private final OneLineMessages filter = new OneLineMessages();

    @Test
    void aLineBreakAndAnEscapeInAParameterAreWrittenOut() {
        assertThat(logged("type=%s", "X\r\n2026-11-28 ERROR [steadfast] paid\u001b[2K\u2028\u202e"))
                .isEqualTo("type=X\\r\\n2026-11-28 ERROR [steadfast] paid\\u001b[2K\\u2028\\u202e");
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        assertThat(logged("100 % of %s", "发卡 😀")).isEqualTo("100 % of 发卡 😀");
    }

    @Test
    void noMessageInAStackTraceBeginsALine() {
        SQLException forged = new SQLException("x\n2026-11-28 ERROR [steadfast] paid\u001b[2K");
        forged.addSuppressed(new IllegalStateException("y\r\n2026-11-28 ERROR paid"));
        IllegalStateException outer = new IllegalStateException("it failed", forged);
        forged.initCause(outer);
        ExtLogRecord line = new ExtLogRecord(Level.ERROR, "it failed", "test");
        line.setThrown(outer);

        assertThat(filter.isLoggable(line)).isTrue();

        String shown = new PatternFormatter("%s%e").format(line);
        assertThat(shown)
                .contains("SQLException: x\\n2026-11-28 ERROR [steadfast] paid\\u001b[2K")
                .contains("at " + getClass().getName());
        assertThat(shown.lines()).noneMatch(one -> one.startsWith("2026"));
    }

    @Test
    void anExceptionOfOneLineStaysItself() {
        IllegalStateException thrown = new IllegalStateException("发卡", new SQLException("gone"));
        ExtLogRecord line = new ExtLogRecord(Level.ERROR, "it failed", "test");
        line.setThrown(thrown);

        assertThat(filter.isLoggable(line)).isTrue();

        assertThat(line.getThrown()).isSameAs(thrown);
    }

    private String logged(String message, String parameter) {
        ExtLogRecord line =
                new ExtLogRecord(
                        Level.INFO, message.replace("100 %", "100 %%"), FormatStyle.PRINTF, "test");
        line.setParameters(new Object[] {parameter});
        assertThat(filter.isLoggable(line)).isTrue();
        return new PatternFormatter("%s").format(line);
    }
}
