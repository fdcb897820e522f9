package steadfast.fulfillment.stock;

import steadfast.events.Sku;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** Reads the path and query parameters that the stock endpoints share. */
public final class StockPaths {

    static final int MAX_LIMIT = 1_000;

    private StockPaths() {}

    /**
     * A SKU.
     *
     * @param field the parameter's name
     * @throws ProblemException {@code invalid-sku}
     */
    public static Sku sku(String field, String text) {
        try {
            return new Sku(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    StockProblem.INVALID_SKU, field, StockProblem.INVALID_SKU.title());
        }
    }

    /**
     * Returns the size of a page.
     *
     * @throws ProblemException if it is not a whole number from 1 to {@value #MAX_LIMIT}
     */
    static int limit(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new ProblemException(
                CommonProblem.INVALID_FIELD,
                "limit",
                new Text(
                        "limit must be a whole number from 1 to " + MAX_LIMIT + ".",
                        "limit 是 1 到 " + MAX_LIMIT + " 的整数。"));
    }
}
