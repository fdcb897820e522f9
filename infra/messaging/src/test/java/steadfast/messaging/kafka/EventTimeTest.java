package steadfast.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way reads exactly what the library reads. */
class EventTimeTest {

    @Test
    void whateverAnInstantWritesIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(-62_000_000_000L, 250_000_000_000L),
                            i % 3 == 0 ? 0 : random.nextInt(1_000_000_000) / 1_000 * 1_000);
            assertThat(EventTime.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.5Z",
                "2026-01-31T12:00:00.123456789Z",
                "2026-01-31T12:00:00+02:00",
                "2026-01-31T12:00:00.Z",
                "2024-02-29T23:59:59Z",
                "2016-12-31T23:59:60Z",
                "2026-01-31T24:00:00Z",
                "+12026-01-31T12:00:00Z",
                "-2026-01-31T12:00:00Z"
            })
    void readsAsTheLibraryDoes(String text) {
        assertThat(EventTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-30T12:00:00Z",
                "2026-13-31T12:00:00Z",
                "2026-01-31T12:00:00.1234567890Z",
                "2026-01-31T12:00Z",
                "2026-01-31 12:00:00Z",
                "2026_01_31T12:00:00Z",
                "2026-01-31T12-00-00Z",
                "2026-01-31T+2:00:00Z",
                "2026-01-31T12:00:00.-5Z",
                "yesterday"
            })
    void refusesWhatTheLibraryRefuses(String text) {
        assertThatThrownBy(() -> EventTime.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
