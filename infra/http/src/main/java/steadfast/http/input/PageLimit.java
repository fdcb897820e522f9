package steadfast.http.input;

import java.util.regex.Pattern;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** The query parameter {@code limit} of lists that are read page by page. */
public final class PageLimit {

    /** ASCII digits alone: {@code Integer.parseInt} also reads those of other scripts. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private PageLimit() {}

    /**
     * Reads the limit.
     *
     * @throws ProblemException naming {@code limit} if it is not a whole number from 1 to {@code
     *     max}
     */
    public static int read(String text, int max) {
        if (DIGITS.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        }
        throw new ProblemException(
                CommonProblem.INVALID_FIELD,
                "limit",
                new Text(
                        "limit must be a whole number from 1 to " + max + ".",
                        "limit 是 1 到 " + max + " 的整数。"));
    }
}
