package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final String UUID_TEXT = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

    @Test
    void anOrderIdReadsWhatItWrites() {
        OrderId id = new OrderId(UUID.fromString(UUID_TEXT));

        assertThat(OrderId.parse(id.toString())).isEqualTo(id).hasToString(UUID_TEXT);
    }

    @Test
    void anOrderIdInCapitalsIsTheSameOrder() {
        assertThat(OrderId.parse(UUID_TEXT.toUpperCase(Locale.ROOT)))
                .isEqualTo(OrderId.parse(UUID_TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0199a1b2c3d47e5f8a9b0c1d2e3f4a5b",
                "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5",
                "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b ",
                "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5g",
                "{0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5}"
            })
    void anotherFormIsNoOrderId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.parse(text));
    }

    @Test
    void anOrderIdSaysWhenTheOrderWasTaken() {
        OrderId id = OrderId.parse("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

        assertThat(id.createdAt()).isEqualTo(Instant.ofEpochMilli(0x0199a1b2c3d4L));
    }

    @Test
    void anOrderIdOfAnotherVersionSaysOnlyThatTheOrderIsOld() {
        OrderId id = OrderId.parse("f199a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b");

        assertThat(id.createdAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void orderIdsSortAsTheirTextDoes() {
        OrderId early = OrderId.parse("0199a1b2-0000-7000-8000-000000000000");
        OrderId late = OrderId.parse("f199a1b2-0000-7000-8000-000000000000");

        // UUID's own order is signed and would turn this round
        assertThat(early).isLessThan(late);
    }

    @Test
    void aPaymentIdReadsWhatItWrites() {
        PaymentId id = PaymentId.first(OrderId.parse(UUID_TEXT)).next();

        assertThat(id).hasToString(UUID_TEXT + "-2");
        assertThat(PaymentId.parse(id.toString())).isEqualTo(id);
        assertThat(id.orderId()).hasToString(UUID_TEXT);
    }

    @Test
    void aPaymentIdHasRoomForEveryRound() {
        String last = UUID_TEXT + "-" + Integer.MAX_VALUE;

        assertThat(PaymentId.parse(last)).hasToString(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                UUID_TEXT,
                UUID_TEXT + "-",
                UUID_TEXT + "-0",
                UUID_TEXT + "--1",
                UUID_TEXT + "-+1",
                UUID_TEXT + "-01",
                UUID_TEXT + "-1 ",
                UUID_TEXT + "-1.0",
                UUID_TEXT + "-٣",
                UUID_TEXT + "-2147483648",
                UUID_TEXT + "_1",
                "1-1-1-1-1-1"
            })
    void anotherFormIsNoPaymentId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PaymentId.parse(text));
    }

    @Test
    void roundsCountFromOne() {
        OrderId order = OrderId.parse(UUID_TEXT);

        assertThatIllegalArgumentException().isThrownBy(() -> new PaymentId(order, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "7",
                "STEAM-50",
                "a.b_c-d",
                "x23456789012345678901234567890123456789012345678901234567890123"
            })
    void aSkuIsAShortPlainName(String text) {
        assertThat(new Sku(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-A",
                ".A",
                "_A",
                "A B",
                "A/B",
                "../A",
                "A\n",
                "卡",
                "A\u0000",
                "x2345678901234567890123456789012345678901234567890123456789012345"
            })
    void anythingElseIsNoSku(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sku(text));
    }

    @Test
    void moneyTimesAQuantityIsExact() {
        assertThat(new Money(1999, "CNY").times(3)).isEqualTo(new Money(5997, "CNY"));
        assertThat(new Money(1999, "CNY").times(0)).isEqualTo(new Money(0, "CNY"));
    }

    @Test
    void moneyThatWouldOverflowIsAnErrorAndNotAnotherAmount() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "CNY").times(2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void moneyIsNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "CNY"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(5, "CNY").times(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cny", "CN", "CNYY", "C1Y", "CNY ", "CNY\n", "ÄÖÜ"})
    void aCurrencyIsThreeCapitalLetters(String currency) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, currency));
    }
}
