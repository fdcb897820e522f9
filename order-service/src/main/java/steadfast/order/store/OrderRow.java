package steadfast.order.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.FailureReason;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.lifecycle.RefundCause;

/** A row of {@code orders}; the table's checks say which columns are set in which phase. */
@Entity
@Table(name = "orders")
class OrderRow {

    @Id UUID id;
    @Version long version;

    @Enumerated(EnumType.STRING)
    OrderPhase phase;

    @Enumerated(EnumType.STRING)
    OrderStatus status;

    String storefront;
    String sku;
    int quantity;
    long totalMinor;
    String currency;
    String viewTokenSha256;
    Instant submittedAt;

    int round;
    String paymentMethod;
    Instant payBy;
    Instant expiresAt;
    boolean issueWhenPaid;

    /** True if no real money moves in this round; else null. */
    @Nullable Boolean test;

    @Nullable Boolean cancelRequested;
    @Nullable String nextPaymentMethod;
    @Nullable Integer attempt;
    @Nullable Instant sweepAt;
    @Nullable String action;
    @Nullable Instant actionUntil;

    @Nullable Integer paidRound;
    @Nullable Instant capturedAt;
    @Nullable String sentBackRounds;

    @Enumerated(EnumType.STRING)
    @Nullable LatePaymentPolicy lateMoney;

    @Nullable Boolean waitingForStock;

    /** Null, read as false, in rows from before it was kept. */
    @Nullable Boolean moneyIsBack;

    @Nullable Instant issuedAt;
    @Nullable Integer refundNumber;

    @Enumerated(EnumType.STRING)
    @Nullable RefundCause refundCause;

    @Nullable String refundRefused;

    /** Null, read as 0, in rows from before it was kept. */
    @Nullable Integer settledRefunds;

    @Enumerated(EnumType.STRING)
    @Nullable FailureReason failureReason;

    @Nullable String failureDetail;

    String lastSaid;
}
