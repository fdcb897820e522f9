package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.PaymentId;

/** The append-only record of decisions; its methods join the caller's transaction. */
@ApplicationScoped
public class ReviewDecisions {

    private static final String COLUMNS =
            "select decision_id, case_id, payment_id, decision, reason, expected_status,"
                    + " expected_round, proof, decided_by, decided_at from review_decision ";

    private final EntityManager database;

    ReviewDecisions(EntityManager database) {
        this.database = database;
    }

    /**
     * Records a decision unless this person's key already has one. Waits while another transaction
     * holds the key: if that one commits, this one has lost; if it rolls back, this one gets the
     * key.
     */
    public boolean store(ReviewDecision decision, String key) {
        return database.createNativeQuery(
                                """
                                insert into review_decision (decided_by, idempotency_key, decision_id, case_id,
                                    payment_id, decision, reason, expected_status, expected_round, proof, decided_at)
                                values (:decidedBy, :key, :decisionId, :caseId, :paymentId, :decision, :reason,
                                    :expectedStatus, :expectedRound, cast(:proof as text), :decidedAt)
                                on conflict do nothing
                                """)
                        .setParameter("decidedBy", decision.decidedBy())
                        .setParameter("key", key)
                        .setParameter("decisionId", decision.decisionId())
                        .setParameter("caseId", decision.caseId())
                        .setParameter("paymentId", decision.paymentId().toString())
                        .setParameter("decision", decision.decision().name())
                        .setParameter("reason", decision.reason())
                        .setParameter("expectedStatus", decision.expectedStatus())
                        .setParameter("expectedRound", decision.expectedRound())
                        .setParameter("proof", decision.proof())
                        .setParameter("decidedAt", decision.decidedAt())
                        .executeUpdate()
                == 1;
    }

    /** Returns this person's decision under this key. */
    public Optional<ReviewDecision> find(String decidedBy, String key) {
        return rows("where decided_by = ?1 and idempotency_key = ?2", decidedBy, key).stream()
                .findFirst();
    }

    /** Returns the decision with this ID. */
    public Optional<ReviewDecision> find(UUID decisionId) {
        return rows("where decision_id = ?1", decisionId, null).stream().findFirst();
    }

    /** Returns the decisions about each of these cases, in order. */
    public Map<UUID, List<ReviewDecision>> ofCases(Collection<UUID> caseIds) {
        return rows(
                        "where case_id = any (?1) order by decided_at, decision_id",
                        caseIds.toArray(UUID[]::new),
                        null)
                .stream()
                .collect(Collectors.groupingBy(ReviewDecision::caseId));
    }

    private List<ReviewDecision> rows(String where, Object first, @Nullable Object second) {
        var query = database.createNativeQuery(COLUMNS + where, Tuple.class).setParameter(1, first);
        if (second != null) {
            query.setParameter(2, second);
        }
        return ((List<?>) query.getResultList())
                .stream().map(row -> decision((Tuple) row)).toList();
    }

    private static ReviewDecision decision(Tuple row) {
        return new ReviewDecision(
                row.get("decision_id", UUID.class),
                row.get("case_id", UUID.class),
                PaymentId.parse(row.get("payment_id", String.class)),
                Decision.valueOf(row.get("decision", String.class)),
                row.get("reason", String.class),
                row.get("expected_status", String.class),
                row.get("expected_round", Integer.class),
                row.get("proof", String.class),
                row.get("decided_by", String.class),
                row.get("decided_at", Instant.class));
    }
}
