package steadfast.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.Money;

class YuanAreTheSameInEveryLanguageTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({"4905,49.05", "5,0.05", "100,1.00", "99999999999,999999999.99"})
    void fenAreWrittenWithAsciiDigitsWhateverTheMachinesLanguage(long fen, String yuan)
            throws Exception {
        for (String language : new String[] {"ar-EG", "fa", "hi-IN-u-nu-deva", "de", "zh", "en"}) {
            Locale.setDefault(Locale.forLanguageTag(language));

            assertThat(Yuan.write(new Money(fen, "CNY"))).isEqualTo(yuan);
            assertThat(Yuan.read(yuan)).isEqualTo(new Money(fen, "CNY"));
        }
    }
}
