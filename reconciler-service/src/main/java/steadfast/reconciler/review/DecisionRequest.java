package steadfast.reconciler.review;

import steadfast.events.OperationsEvent.Decision;
import steadfast.http.input.StorableText;
import steadfast.reconciler.store.ReviewDecision;

/**
 * A person's decision, and the order's state as the person saw it.
 *
 * @param decision {@code confirm-paid}, {@code refund}, {@code refund-captured}, {@code retry} or
 *     {@code close}
 * @param reason for the record
 * @param expectedStatus the order's status as the case showed it
 * @param expectedRound the round as the case showed it
 */
public record DecisionRequest(
        String decision, String reason, String expectedStatus, int expectedRound) {

    private static final int MAX_REASON_CHARACTERS = 1_000;

    /** The decision. */
    Decision verb() {
        return DecisionName.read(decision);
    }

    void requireReadable() {
        var _ = verb();
        StorableText.requireLines("reason", reason, MAX_REASON_CHARACTERS);
    }

    /** Returns whether this request equals that decision. */
    boolean isSameAs(ReviewDecision then) {
        return then.decision() == verb()
                && then.reason().equals(reason)
                && then.expectedStatus().equals(expectedStatus)
                && then.expectedRound() == expectedRound;
    }
}
