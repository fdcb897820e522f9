package steadfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingCanBeStoredTest {

    @Test
    void whatCannotBeStoredOrBreaksALogIsLeftOut() {
        assertThat(Wording.of("a\u0000b\nc\ud800d\udc00e")).isEqualTo("abcde");
        assertThat(Wording.of("\ud800\u0000")).isEqualTo("unspecified");
    }

    @Test
    void whatAPersonReadsStays() {
        assertThat(Wording.of("卡余额不足 🙁 é")).isEqualTo("卡余额不足 🙁 é");
    }
}
