package steadfast.reconciler.review;

import java.util.UUID;
import steadfast.reconciler.store.ReviewDecision;

/** Who decides what of which case, under which key. */
record DecisionCall(UUID caseId, String key, String operator, DecisionRequest request) {

    boolean saysTheSameAs(ReviewDecision then) {
        return then.caseId().equals(caseId) && request.saysTheSameAs(then);
    }
}
