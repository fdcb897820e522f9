package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ATokenIsToldForASensibleTimeTest {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "P31D"})
    void aTimeThatCannotBeMeantStopsTheStart(String showTokenFor) {
        assertThatThrownBy(() -> window(showTokenFor))
                .hasMessageContaining("STEADFAST_ORDER_SUBMIT_SHOW_TOKEN_FOR")
                .hasMessageContaining("STEADFAST_ORDER_SUBMIT_KEEP_KEYS");
    }

    @Test
    void withNoTimeAtAllNoRepeatTellsIt() {
        assertThat(window("PT0S").isOpenFor(NOW)).isFalse();
    }

    @Test
    void itIsToldForThatTime() {
        TokenWindow window = window("PT1H");

        assertThat(window.isOpenFor(NOW.minusSeconds(3599))).isTrue();
        assertThat(window.isOpenFor(NOW.minusSeconds(3600))).isFalse();
    }

    private static TokenWindow window(String showTokenFor) {
        return new TokenWindow(
                SubmitConfigs.of(Map.of("show-token-for", showTokenFor)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
