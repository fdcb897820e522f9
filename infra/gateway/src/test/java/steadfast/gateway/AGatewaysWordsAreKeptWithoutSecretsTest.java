package steadfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AGatewaysWordsAreKeptWithoutSecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_51HabcDEF",
                "rk_test_abc",
                "whsec_abcdef",
                "pi_3Abc_secret_4Def",
                "Bearer abc.def.ghi",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ==",
                "buyer.name+tag@example.org",
                "4242424242424242",
                "4242 4242 4242 4242",
                "+86 138 0013 8000",
                "13800138000",
                "203.0.113.7",
                "2001:db8:0:1:1:1:1:1"
            })
    void whatIsSecretOrSomebodysOwnIsTakenOut(String secret) {
        GatewayError error = GatewayError.of("code", "Refused: " + secret + " is wrong");

        assertThat(error.message()).startsWith("Refused: ").endsWith("is wrong");
        assertThat(error.toString()).contains("[redacted]").doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Amount must be at least $0.50 usd",
                "Amount must be no more than 99,999,999.99",
                "01934567-89ab-7def-8123-456789abcdef-12",
                "01934567_89ab_7def_8123_456789abcdef_12",
                "01900000-0000-7000-8000-000000000001-1",
                "订单总金额超过限额",
                "see https://stripe.com/docs/currencies"
            })
    void whatAnOperatorNeedsStays(String message) {
        assertThat(GatewayError.of("code", message).message()).isEqualTo(message);
    }

    @Test
    void theQueryOfAnAddressIsCutOff() {
        assertThat(GatewayError.of("code", "at https://a.example/x?token=abc now").message())
                .isEqualTo("at https://a.example/x now");
    }

    @ParameterizedTest
    @ValueSource(
            chars = {'\0', '\n', '\r', '\u001b', '\u2028', '\u2029', '\u202e', '\ud800', '\udc00'})
    void whatNoDatabaseOrLogTakesIsTakenOut(char odd) {
        assertThat(Wording.of("a" + odd + "b")).isEqualTo("ab");
    }

    @Test
    void howeverMuchIsSaidLittleIsKept() {
        GatewayError error = GatewayError.of("c".repeat(1_000_000), "word ".repeat(1_000_000));

        assertThat(error.code().length()).isLessThanOrEqualTo(64);
        assertThat(error.message().length()).isLessThanOrEqualTo(200);
    }

    @Test
    void whatWasNotSaidIsNamedSo() {
        assertThat(GatewayError.of(null, null)).hasToString("unspecified");
        assertThat(GatewayError.of("amount_too_small", null)).hasToString("amount_too_small");
        assertThat(GatewayError.of("amount_too_small", "Too small"))
                .hasToString("amount_too_small: Too small");
    }
}
