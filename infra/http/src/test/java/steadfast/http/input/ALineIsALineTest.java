package steadfast.http.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.ProblemException;

class ALineIsALineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Steam 50",
                "充值卡 50 元",
                "🎮 voucher",
                "❤\ufe0f card",
                "12345678",
                "👨\u200d👩 card",
                "🏴\uDB40\uDC67\uDB40\uDC7F"
            })
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
                "a\u202eb",
                "a\u2066b",
                "a\u200fb",
                "a\u200bb",
                "a\u00adb",
                "a\ufeff",
                "\u200b",
                "\u00a0",
                "\u3164",
                "\u2800",
                "\u200d",
                "\ufe0f",
                "\u115f\u17b4",
                "\ue000",
                "\udb40\udc41",
                "a\ud800",
                "\udc00b",
                "123456789012345678901"
            })
    void everythingElseIsRefusedAndTheFieldNamed(String text) {
        assertThatThrownBy(() -> StorableText.requireLine("title", text, 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.field()).isEqualTo("title"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "two\nlines", "two\r\nlines", "a\tcolumn", "买家已确认"})
    void aReasonMayHaveLines(String text) {
        assertThatCode(() -> StorableText.requireLines("reason", text, 20))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\u3164 \u2800",
                "a\u001b[2Jb",
                "a\u0000b",
                "a\u0007b",
                "a\u0085b",
                "a\u202eb",
                "a\u200bb",
                "a\ud800",
                "123456789012345678901"
            })
    void aReasonHasNothingElse(String text) {
        assertThatThrownBy(() -> StorableText.requireLines("reason", text, 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.field()).isEqualTo("reason"));
    }
}
