package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AWrongSchemaAlarmsOnceAMinuteTest {

    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    final DatabaseOutages outages = new DatabaseOutages(nanos::get);
    final Logger logger = Logger.getLogger(DatabaseOutages.class.getName());
    final List<LogRecord> logged = new ArrayList<>();
    final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    logged.add(record);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void oneErrorAMinuteNamesTheObject() {
        fail("42P01");
        fail("42P01");
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        fail("42P01");
        assertThat(logged).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        fail("42P01");

        assertThat(logged).hasSize(2).allSatisfy(this::isWithoutStack);
        assertThat(logged.getFirst().getLevel().getName()).isEqualTo("ERROR");
        assertThat(text(logged.getFirst())).contains("relation \"orders\" does not exist");
    }

    @Test
    void everyRequestOfAnOutageIsOneWarning() {
        fail("57P01");
        fail("57P01");

        assertThat(logged).hasSize(2).allSatisfy(this::isWithoutStack);
        assertThat(logged.getFirst().getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
        assertThat(text(logged.getFirst())).contains("/v1/orders").doesNotContain("Position");
    }

    @Test
    void aCommitThatWasCutOffIsToldByItsInnermostReason() {
        Throwable thrown = new IllegalStateException("outer", new RollbackException("cut off"));

        assertThat(outages.incident(thrown, "/v1/orders")).isPresent();

        assertThat(text(logged.getFirst())).contains("cut off").doesNotContain("outer");
    }

    @Test
    void whatIsNotTheDatabasesIsLeftToOthers() {
        assertThat(outages.incident(new IllegalStateException("ours"), "/")).isEmpty();
        assertThat(outages.incident(new SQLException("too long", "22001"), "/")).isEmpty();
        assertThat(logged).isEmpty();
    }

    private void fail(String sqlState) {
        SQLException thrown =
                new SQLException("relation \"orders\" does not exist\n  Position: 15", sqlState);
        assertThat(outages.incident(new IllegalStateException(thrown), "/v1/orders")).isPresent();
    }

    private void isWithoutStack(LogRecord record) {
        assertThat(record.getThrown()).isNull();
    }

    private static String text(LogRecord record) {
        return record.getParameters() == null
                ? record.getMessage()
                : String.format(java.util.Locale.ROOT, record.getMessage(), record.getParameters());
    }
}
