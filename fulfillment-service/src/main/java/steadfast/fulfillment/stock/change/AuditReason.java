package steadfast.fulfillment.stock.change;

import steadfast.http.ProblemException;
import steadfast.http.input.StorableText;

/** Why a person changed the stock, as the audit keeps it. */
final class AuditReason {

    private static final int MAX_CHARACTERS = 500;

    private AuditReason() {}

    /**
     * Checks a reason.
     *
     * @throws ProblemException if it is blank, too long, or holds what would mislead its reader
     */
    static void require(String reason) {
        StorableText.requireLines("reason", reason, MAX_CHARACTERS);
    }
}
