package steadfast.http.input;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.ProblemException;

class ALineIsALineTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Steam 50", "充值卡 50 元", "🎮 voucher", "12345678"})
    void aLineIsTaken(String text) {
        assertThatCode(() -> StorableText.requireLine("title", text, 20))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u0000b",
                "a\u001bb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\ud800",
                "\udc00b",
                "123456789012345678901"
            })
    void everythingElseIsRefusedAndTheFieldNamed(String text) {
        assertThatThrownBy(() -> StorableText.requireLine("title", text, 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                org.assertj.core.api.Assertions.assertThat(problem.field())
                                        .isEqualTo("title"));
    }
}
