package steadfast.order;

import steadfast.events.Money;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.input.CurrencyRules;

/**
 * An amount as sent in a request; becomes {@link Money} once it is validated.
 *
 * @param amountMinor in minor units (cents, fen)
 * @param currency an active code of ISO 4217
 */
public record RequestedMoney(long amountMinor, String currency) {

    /**
     * Returns the amount, if it is from {@code min} to {@code max} and in an active currency.
     *
     * @param field where it stands in the request
     * @throws ProblemException naming the field below it that is wrong
     */
    public Money in(String field, long min, long max) {
        if (amountMinor < min || amountMinor > max) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    field + ".amountMinor",
                    new Text(
                            "The amount must be between " + min + " and " + max + " minor units.",
                            "金额须在 " + min + " 至 " + max + " 个最小货币单位之间。"));
        }
        CurrencyRules.require(field + ".currency", currency);
        return new Money(amountMinor, currency);
    }
}
