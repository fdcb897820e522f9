package steadfast.http.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;

class OnlyWhatACountryPaysWithIsACurrencyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CNY", "EUR", "USD", "GBP", "HKD", "TWD", "MOP", "INR", "RUB", "BRL", "CHF", "ZAR",
                // without minor units, and with three
                "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "XPF", "KWD", "BHD", "TND", "JOD",
                // of several countries
                "XCD", "SVC", "PAB", "HTG", "BTN", "LSL", "NAD", "VES", "SLE", "CUP"
            })
    void anActiveCodeIsTaken(String code) {
        assertThat(CurrencyRules.isActive(code)).isTrue();
        CurrencyRules.require("currency", code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // none, tests, metals, units of account
                "XXX",
                "XTS",
                "XAU",
                "XAG",
                "XPT",
                "XPD",
                "XDR",
                "XSU",
                "XUA",
                "XBA",
                "XBB",
                "XBC",
                "XBD",
                "XFU",
                // funds
                "BOV",
                "CHE",
                "CHW",
                "CLF",
                "COU",
                "MXV",
                "USN",
                "UYI",
                "UYW",
                // of the past
                "DEM",
                "FRF",
                "ITL",
                "ATS",
                "HRK",
                "EEK",
                "LTL",
                "SLL",
                "VEF",
                "MRO",
                "STD",
                "BYR",
                "CUC",
                "TRL",
                "ZWD",
                "USS",
                // never
                "ABC",
                "BTC",
                "EURO",
                "€",
                "",
                " ",
                "EU",
                "E U"
            })
    void everythingElseIsRefusedAndTheFieldNamed(String code) {
        assertThatThrownBy(() -> CurrencyRules.require("price.currency", code))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.type()).isEqualTo(CommonProblem.INVALID_FIELD);
                            assertThat(problem.field()).isEqualTo("price.currency");
                            assertThat(problem.detail().english()).contains("ISO 4217");
                            assertThat(problem.detail().chinese()).contains("ISO 4217");
                        });
    }

    @ParameterizedTest
    @CsvSource({"RMB,CNY", "CNH,CNY", "rmb,CNY", "cny,CNY", "Usd,USD", "NTD,TWD"})
    void whoseCodeCanBeGuessedIsToldIt(String sent, String meant) {
        assertThatThrownBy(() -> CurrencyRules.require("currency", sent))
                .hasMessageContaining(meant);
    }
}
