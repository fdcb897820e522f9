package steadfast.fulfillment.stock.change;

import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.input.StorableText;

/** Why a person changed the stock, as the audit keeps it. */
final class AuditReason {

    private static final int MAX_CHARACTERS = 500;

    private AuditReason() {}

    /**
     * Checks a reason.
     *
     * @throws ProblemException if it is blank, too long, or what no database stores
     */
    static void require(String reason) {
        StorableText.require("reason", reason);
        if (reason.isBlank() || reason.length() > MAX_CHARACTERS) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "reason",
                    new Text(
                            "Say why, in 1 to " + MAX_CHARACTERS + " characters.",
                            "请用 1 到 " + MAX_CHARACTERS + " 个字符说明原因。"));
        }
    }
}
