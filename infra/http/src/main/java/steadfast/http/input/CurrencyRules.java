package steadfast.http.input;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * The rule for currencies of a request: an active code of ISO 4217 with minor units, that is, a
 * currency that some country uses today. Java also knows the codes of former currencies, funds,
 * metals, tests ({@code XTS}) and no currency ({@code XXX}); these belong to no country.
 */
public final class CurrencyRules {

    private static final Set<String> ACTIVE =
            Arrays.stream(Locale.getISOCountries())
                    .map(country -> Currency.getInstance(Locale.of("", country)))
                    .filter(Objects::nonNull)
                    .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    /** Common wrong codes of currencies, with the right ones. */
    private static final Map<String, String> MEANT =
            Map.of("RMB", "CNY", "CNH", "CNY", "NTD", "TWD", "UKP", "GBP");

    private CurrencyRules() {}

    /** Returns true for an active code, in capital letters. */
    public static boolean isActive(String code) {
        return ACTIVE.contains(code);
    }

    /**
     * Requires an active code.
     *
     * @throws ProblemException naming the field and, if it can be guessed, the code that was meant
     */
    public static void require(String field, String code) {
        if (isActive(code)) {
            return;
        }
        String capitals = code.toUpperCase(Locale.ROOT);
        String meant = MEANT.getOrDefault(capitals, isActive(capitals) ? capitals : "");
        throw new ProblemException(
                CommonProblem.INVALID_FIELD,
                field,
                meant.isEmpty()
                        ? new Text(
                                "Send an active ISO 4217 code, such as CNY, EUR or USD.",
                                "请使用现行的 ISO 4217 货币代码，例如 CNY、EUR 或 USD。")
                        : new Text(
                                "Send the ISO 4217 code " + meant + " instead.",
                                "请改用 ISO 4217 货币代码 " + meant + "。"));
    }
}
