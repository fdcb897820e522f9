package steadfast.payment.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The gateway's last error about a payment; read-only, written by {@link GatewayErrors}. */
@Entity
@Immutable
@Table(name = "gateway_error")
class GatewayErrorRow {
    @Id
    @Column(name = "payment_id")
    String paymentId;

    @Column(nullable = false)
    String operation;

    @Column(nullable = false)
    String code;

    @Column(nullable = false)
    String message;

    @Column(name = "last_at", nullable = false)
    Instant lastAt;

    @Column(nullable = false)
    int times;

    /** For Hibernate. */
    protected GatewayErrorRow() {}

    PaymentView.LastError lastError() {
        return new PaymentView.LastError(operation, code, message, lastAt, times);
    }
}
