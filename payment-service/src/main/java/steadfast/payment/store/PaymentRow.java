package steadfast.payment.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment as it lies in the table; see the migration for what each status needs. */
@Entity
@Table(name = "payment")
class PaymentRow {
    @Id
    @Column(name = "payment_id")
    String paymentId;

    @Column(name = "order_id", nullable = false, updatable = false)
    UUID orderId;

    @Column(nullable = false, updatable = false)
    int round;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    long amountMinor;

    @Column(nullable = false, updatable = false)
    String currency;

    @Column(nullable = false, updatable = false)
    String method;

    @Column(nullable = false, updatable = false)
    String gateway;

    @Column(name = "pay_by", nullable = false, updatable = false)
    Instant payBy;

    @Column(nullable = false)
    String status;

    @Column(nullable = false)
    int attempt;

    @Column @Nullable String detail;

    @Column @Nullable String action;

    @Column(name = "action_until")
    @Nullable Instant actionUntil;

    @Column(name = "captured_at")
    @Nullable Instant capturedAt;

    @Column(name = "refund_number")
    @Nullable Integer refundNumber;

    @Column(name = "last_said", nullable = false)
    String lastSaid;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    /** For Hibernate. */
    protected PaymentRow() {}
}
