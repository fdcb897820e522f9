package steadfast.payment.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Payment;

/**
 * A payment as stored in the table; see the migration for what each status needs. Read-only: it is
 * written by {@link PaymentTable}.
 */
@Entity
@Immutable
@Table(name = "payment")
class PaymentRow {
    @Id
    @Column(name = "payment_id")
    String paymentId;

    @Column(name = "order_id", nullable = false)
    UUID orderId;

    @Column(nullable = false)
    int round;

    @Column(name = "amount_minor", nullable = false)
    long amountMinor;

    @Column(nullable = false)
    String currency;

    @Column(nullable = false)
    String method;

    @Column(nullable = false)
    String gateway;

    @Column(name = "pay_by", nullable = false)
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

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    /** For Hibernate. */
    protected PaymentRow() {}

    Payment payment() {
        return new Payment(
                PaymentId.parse(paymentId),
                new Money(amountMinor, currency),
                method,
                gateway,
                payBy,
                new StateColumns(
                                status,
                                attempt,
                                detail,
                                action,
                                actionUntil,
                                capturedAt,
                                refundNumber)
                        .state());
    }
}
