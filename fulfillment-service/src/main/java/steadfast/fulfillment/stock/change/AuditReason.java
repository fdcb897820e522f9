package steadfast.fulfillment.stock.change;

import steadfast.http.ProblemException;
import steadfast.http.input.StorableText;

/** A person's reason for a change of the stock, for the audit. */
final class AuditReason {

    private static final int MAX_CHARACTERS = 500;

    private AuditReason() {}

    /**
     * Checks a reason.
     *
     * @throws ProblemException if it is blank, too long, or contains misleading characters
     */
    static void require(String reason) {
        StorableText.requireLines("reason", reason, MAX_CHARACTERS);
    }
}
