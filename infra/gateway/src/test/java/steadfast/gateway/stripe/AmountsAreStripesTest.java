package steadfast.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.Money;

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
