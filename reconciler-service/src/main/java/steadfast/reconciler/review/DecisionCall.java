package steadfast.reconciler.review;

import java.util.UUID;
import steadfast.reconciler.store.ReviewDecision;

/** A decision request: the case, the person, the decision and the idempotency key. */
record DecisionCall(UUID caseId, String key, String operator, DecisionRequest request) {

    boolean isSameAs(ReviewDecision then) {
        return then.caseId().equals(caseId) && request.isSameAs(then);
    }
}
