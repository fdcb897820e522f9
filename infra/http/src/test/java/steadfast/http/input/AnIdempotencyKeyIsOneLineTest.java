package steadfast.http.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;

class AnIdempotencyKeyIsOneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"k", "a key, #7 / é", "0190a5d0-ac96-774b-bcce-b302099a8057"})
    void aKeyIsRead(String key) {
        assertThat(IdempotencyKey.require(List.of(key), CommonProblem.BAD_REQUEST)).isEqualTo(key);
    }

    static Stream<List<String>> unusable() {
        return Stream.of(
                List.of(),
                List.of("a", "b"),
                List.of(""),
                List.of(" "),
                List.of("k".repeat(256)),
                List.of("a\u0000b"),
                List.of("a\u0001b"),
                List.of("a\tb"),
                List.of("a\nb"),
                List.of("a\u007fb"),
                List.of("a\u0085b"),
                List.of("a\ud800"));
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("unusable")
    void everythingElseIsRefusedAndTheHeaderNamed(@Nullable List<String> sent) {
        assertThatThrownBy(() -> IdempotencyKey.require(sent, CommonProblem.BAD_REQUEST))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.type()).isEqualTo(CommonProblem.BAD_REQUEST);
                            assertThat(problem.field()).isEqualTo("Idempotency-Key");
                        });
    }
}
