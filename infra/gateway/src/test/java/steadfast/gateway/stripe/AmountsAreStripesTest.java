package steadfast.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Money;
import steadfast.gateway.NotPayable;

class AmountsAreStripesTest {
    @ParameterizedTest
    @CsvSource({
        "4999, CNY, 4999",
        "4999, USD, 4999",
        "500, JPY, 500",
        "12340, KWD, 12340",
        "500, ISK, 50000",
        "500, UGX, 50000",
        "50000, MGA, 500"
    })
    void bothWays(long ours, String currency, long stripes) throws Exception {
        Money money = new Money(ours, currency);

        assertThat(StripeMoney.toStripe(money)).isEqualTo(stripes);
        assertThat(StripeMoney.fromStripe(stripes, currency.toLowerCase(Locale.ROOT)))
                .isEqualTo(money);
    }

    /** Of these nobody has said how many digits Stripe gives them. */
    @ParameterizedTest
    @ValueSource(strings = {"IQD", "LYD", "CLF", "UYW", "UYI", "XAU", "XXX", "XTS"})
    void whereStripesDigitsAreNotKnownNoneAreGuessed(String currency) {
        assertThatThrownBy(() -> StripeMoney.toStripe(new Money(5_000, currency)))
                .isInstanceOfSatisfying(
                        StripeMoney.InexpressibleException.class,
                        e -> assertThat(e.why()).isEqualTo(NotPayable.CURRENCY_NOT_TAKEN));
        assertThatThrownBy(() -> StripeMoney.fromStripe(5_000, currency.toLowerCase(Locale.ROOT)))
                .isInstanceOf(StripeMoney.InexpressibleException.class);
    }

    /** docs.stripe.com/currencies; every one that ISO 4217 counts otherwise is in one of these. */
    @ParameterizedTest
    @CsvSource({
        "1, BIF, 1", "1, CLP, 1", "1, DJF, 1", "1, GNF, 1", "1, KMF, 1", "1, KRW, 1",
        "100, MGA, 1", "1, PYG, 1", "1, RWF, 1", "1, VND, 1", "1, VUV, 1", "1, XAF, 1",
        "1, XOF, 1", "1, XPF, 1", "10, BHD, 10", "10, JOD, 10", "10, OMR, 10", "10, TND, 10",
        "1, EUR, 1", "1, GBP, 1", "1, HKD, 1", "1, TWD, 1", "1, HUF, 1"
    })
    void everyCurrencyOfOtherDigitsIsCountedAsStripeDoes(long ours, String currency, long theirs)
            throws Exception {
        assertThat(StripeMoney.toStripe(new Money(ours, currency))).isEqualTo(theirs);
        assertThat(StripeMoney.fromStripe(theirs, currency.toLowerCase(Locale.ROOT)))
                .isEqualTo(new Money(ours, currency));
    }

    @Test
    void whatStripeCannotSayIsNotRounded() {
        assertThatThrownBy(() -> StripeMoney.toStripe(new Money(12345, "KWD")))
                .hasMessageContaining("thousandths");
        assertThatThrownBy(() -> StripeMoney.toStripe(new Money(50001, "MGA")))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> StripeMoney.fromStripe(50001, "isk"))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> StripeMoney.toStripe(new Money(1, "XQQ")))
                .hasMessageContaining("currency");
        assertThatThrownBy(() -> StripeMoney.fromStripe(-1, "usd")).hasMessageContaining("amount");
    }
}
