package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.TERMS;
import static steadfast.order.lifecycle.Examples.THIS;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Money;

class WhatIsIllegalCannotBeBuiltTest {

    @ParameterizedTest
    @CsvSource({"PT0S, PT0S", "PT10S, PT10S", "PT10S, PT11S", "PT10S, PT0S", "PT-1S, PT1S"})
    void aTimeToLiveThatLeavesNoTimeToPay(Duration total, Duration margin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeToLive(total, margin));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void anOrderOfTooFewOrTooMany(int quantity) {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(quantity, 1, "ab".repeat(32)));
    }

    @Test
    void anOrderThatCostsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(1, 0, "ab".repeat(32)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"
            })
    void aTokenHashThatIsNone(String hash) {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(1, 1, hash));
    }

    @Test
    void aRoundThatMayBePaidAfterItsExpiry() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Round(THIS, "card", NOW, NOW));
    }

    @Test
    void aCaptureThatSendsItselfBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Capture(THIS, NOW, new TreeSet<>(List.of(2)), null));
    }

    @Test
    void aRefundWithoutANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OrderState.Refunding(
                                TERMS,
                                Examples.ROUND,
                                Examples.CAPTURE,
                                0,
                                RefundCause.DECIDED,
                                null));
    }

    @Test
    void aTokenOpensItsOwnOrderOnlyAndDoesNotTellItself() {
        ViewToken token = ViewToken.random(new SecureRandom());
        OrderTerms own = terms(1, 1, token.sha256());

        assertThat(token.opens(own)).isTrue();
        assertThat(ViewToken.random(new SecureRandom()).opens(own)).isFalse();
        assertThat(token.value()).hasSize(22);
        assertThat(token.toString()).doesNotContain(token.value());
    }

    private static OrderTerms terms(int quantity, long amountMinor, String hash) {
        return new OrderTerms(
                TERMS.orderId(),
                TERMS.storefront(),
                TERMS.sku(),
                quantity,
                new Money(amountMinor, "CNY"),
                hash,
                NOW);
    }
}
