package steadfast.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.http.access.KeyMeters.Refusal;

class RefusedCallersAreToldOnceAMinuteTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeyMeters meters = new KeyMeters(registry, nanos::get);
    private final Logger logger = Logger.getLogger(KeyMeters.class.getName());
    private final List<String> logged = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    logged.add(
                            String.format(
                                    Locale.ROOT, record.getMessage(), record.getParameters()));
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
    void oneLineAMinuteSaysHowManyOfAKind() {
        for (int i = 0; i < 1000; i++) {
            meters.refused(Refusal.UNKNOWN, "10.0.0." + i % 2);
        }
        assertThat(logged)
                .containsExactly("callers were refused kind=unknown times=1 lastFrom=10.0.0.0");

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        meters.refused(Refusal.UNKNOWN, "10.0.0.7");

        assertThat(logged)
                .hasSize(2)
                .last()
                .isEqualTo("callers were refused kind=unknown times=1000 lastFrom=10.0.0.7");
    }

    @Test
    void oneKindHidesNoOther() {
        meters.refused(Refusal.UNKNOWN, "10.0.0.1");
        meters.refused(Refusal.EXPIRED, "10.0.0.2");
        meters.refused(Refusal.WRONG_ROLE, "10.0.0.3");

        assertThat(logged)
                .containsExactly(
                        "callers were refused kind=unknown times=1 lastFrom=10.0.0.1",
                        "callers were refused kind=expired times=1 lastFrom=10.0.0.2",
                        "callers were refused kind=wrong-role times=1 lastFrom=10.0.0.3");
    }

    @Test
    void eachOneCounts() {
        meters.refused(Refusal.EXPIRED, "10.0.0.1");
        meters.refused(Refusal.EXPIRED, "10.0.0.1");
        meters.used(Caller.parse("storefront.shop#march", "00".repeat(32)));

        assertThat(registry.get("http.keys.refused").tag("kind", "expired").counter().count())
                .isEqualTo(2);
        assertThat(
                        registry.get("http.keys.used")
                                .tags("role", "storefront", "name", "shop", "key", "march")
                                .counter()
                                .count())
                .isEqualTo(1);
    }
}
