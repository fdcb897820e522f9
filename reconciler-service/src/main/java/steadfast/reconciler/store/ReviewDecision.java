package steadfast.reconciler.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.PaymentId;

/**
 * A decision as it is on record, permanently.
 *
 * @param decidedBy the operator's name in the access file
 * @param reason in the person's own words
 * @param expectedStatus the order's status that the person saw
 * @param expectedRound the payment round that the person saw
 * @param proof the gateway's answer at that time; null if it was not asked
 */
public record ReviewDecision(
        UUID decisionId,
        UUID caseId,
        PaymentId paymentId,
        Decision decision,
        String reason,
        String expectedStatus,
        int expectedRound,
        @Nullable String proof,
        String decidedBy,
        Instant decidedAt) {}
