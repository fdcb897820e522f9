package steadfast.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrangersDoNotFillTheLogTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private final Logger logger = Logger.getLogger(CallbackMetrics.class.getName());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%s");
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    lines.add(text.format(record));
                }

                @Override
                public void flush() {
                    // Nothing waits anywhere.
                }

                @Override
                public void close() {
                    // Nothing is held open.
                }
            };
    private Instant now = NOW;
    private final CallbackMetrics watch =
            new CallbackMetrics(
                    meters,
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }
                    });

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void aThousandAreCountedAndOneIsLoggedUntilItsTimeIsOver() {
        for (int one = 0; one < 1_000; one++) {
            watch.record("sandbox", CallbackOutcome.UNSIGNED, "no header");
        }
        assertThat(lines).hasSize(1);
        assertThat(count("sandbox", "unsigned")).isEqualTo(1_000);

        now = NOW.plus(CallbackMetrics.QUIET_FOR).plus(Duration.ofMillis(1));
        watch.record("sandbox", CallbackOutcome.UNSIGNED, "no header");

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains("unsaid=999");
    }

    @Test
    void anotherKindIsNotDrownedByThem() {
        watch.record("sandbox", CallbackOutcome.UNSIGNED, "");
        watch.record("stripe", CallbackOutcome.UNSIGNED, "");
        watch.record("sandbox", CallbackOutcome.OTHER_AMOUNT, "");
        watch.record(null, CallbackOutcome.UNKNOWN_GATEWAY, "");

        assertThat(lines).hasSize(4);
    }

    @Test
    void aStrangersWordsMakeNoLinesOfTheirOwn() {
        watch.record(
                "sandbox", CallbackOutcome.MALFORMED, "x\"\r\nERROR paymentId=forged\u001b[2J");

        assertThat(lines.getFirst()).contains("detail=\"x'ERROR").doesNotContain("\n", "\u001b");
    }

    @Test
    void whatIsInOrderIsCountedOnly() {
        watch.record("sandbox", CallbackOutcome.PASSED_ON, "");

        assertThat(lines).isEmpty();
        assertThat(count("sandbox", "passed-on")).isEqualTo(1);
    }

    private double count(String gateway, String outcome) {
        return meters.counter("gateway.callbacks", "gateway", gateway, "outcome", outcome).count();
    }
}
