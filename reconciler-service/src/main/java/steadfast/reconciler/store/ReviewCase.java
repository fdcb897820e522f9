package steadfast.reconciler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.reconciler.lifecycle.CaseRules.Reason;
import steadfast.reconciler.lifecycle.CaseRules.Resolution;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;

/**
 * A case that a person should review, or had to. Change it only while its order's row is locked.
 */
@Entity
@Table(name = "review_case")
public class ReviewCase {

    @Id private UUID caseId;
    private UUID orderId;
    private int round;

    @Enumerated(EnumType.STRING)
    private Reason reason;

    private Instant openedAt;
    private @Nullable Instant closedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable Resolution resolution;

    protected ReviewCase() {}

    ReviewCase(UUID caseId, OrderId orderId, Trouble trouble, Instant now) {
        this.caseId = caseId;
        this.orderId = orderId.value();
        this.round = trouble.round();
        this.reason = trouble.reason();
        this.openedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    void close(Resolution how, Instant now) {
        resolution = how;
        closedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    public UUID caseId() {
        return caseId;
    }

    public OrderId orderId() {
        return new OrderId(orderId);
    }

    /** Returns the payment that was in trouble when it opened. */
    public PaymentId paymentId() {
        return new PaymentId(orderId(), round);
    }

    /** Returns what was wrong when it opened. */
    public Trouble trouble() {
        return new Trouble(reason, round);
    }

    public Reason reason() {
        return reason;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** Returns when it closed; null while it is open. */
    public @Nullable Instant closedAt() {
        return closedAt;
    }

    public @Nullable Resolution resolution() {
        return resolution;
    }
}
