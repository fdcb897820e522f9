package steadfast.reconciler.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.reconciler.store.ReviewDecision;

/**
 * A decision as it is on record.
 *
 * @param proof the gateway's answer at that time; absent if it was not asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionResponse(
        UUID decisionId,
        UUID caseId,
        PaymentId paymentId,
        String decision,
        String reason,
        String expectedStatus,
        int expectedRound,
        @Nullable String proof,
        String decidedBy,
        Instant decidedAt) {

    static DecisionResponse of(ReviewDecision recorded) {
        return new DecisionResponse(
                recorded.decisionId(),
                recorded.caseId(),
                recorded.paymentId(),
                DecisionName.write(recorded.decision()),
                recorded.reason(),
                recorded.expectedStatus(),
                recorded.expectedRound(),
                recorded.proof(),
                recorded.decidedBy(),
                recorded.decidedAt());
    }
}
