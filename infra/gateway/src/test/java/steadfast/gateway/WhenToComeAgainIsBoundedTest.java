package steadfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WhenToComeAgainIsBoundedTest {
    private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";

    @Test
    void secondsAreTakenUpToTheBound() {
        assertThat(RetryAfter.read("0", null)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read(" 7 ", null)).isEqualTo(Duration.ofSeconds(7));
        assertThat(RetryAfter.read("999999999", null)).isEqualTo(RetryAfter.AT_MOST);
    }

    @Test
    void aDateCountsFromTheAnswersOwn() {
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 12:00:30 GMT", DATE))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 11:00:00 GMT", DATE)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read("Mon, 01 Mar 2027 12:00:00 GMT", DATE))
                .isEqualTo(RetryAfter.AT_MOST);
        assertThat(RetryAfter.read(DATE, null)).isNull();
    }

    @Test
    void whatIsNeitherSaysNothing() {
        for (String odd : new String[] {"", "soon", "-1", "1.5", "9999999999", "1e3"}) {
            assertThat(RetryAfter.read(odd, DATE)).isNull();
        }
        assertThat(RetryAfter.read(null, DATE)).isNull();
    }
}
