package steadfast.http.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.ProblemException;

class APageHasALimitTest {

    @ParameterizedTest
    @CsvSource({"1,1", "200,200", "007,7"})
    void aWholeNumberIsRead(String text, int limit) {
        assertThat(PageLimit.read(text, 200)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "201", "", " 1", "-1", "+1", "1.0", "1e1", "٧", "９", "9999999999", "x"})
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PageLimit.read(text, 200))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.field()).isEqualTo("limit"));
    }
}
