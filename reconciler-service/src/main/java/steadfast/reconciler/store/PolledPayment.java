package steadfast.reconciler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;

/** A round of paying that is or was polled at the gateway. */
@Entity
@Table(name = "polled_payment")
public class PolledPayment {

    @Id private String paymentId;
    private @Nullable Instant nextPollAt;
    private @Nullable Instant closesAt;
    private int polls;
    private @Nullable String lastAnswer;
    private @Nullable String lastDetail;
    private @Nullable Instant lastAskedAt;

    protected PolledPayment() {}

    /** Leases the next poll: until the lease ends, no other instance polls. */
    void lease(Instant until) {
        nextPollAt = until.truncatedTo(ChronoUnit.MICROS);
    }

    public PaymentId paymentId() {
        return PaymentId.parse(paymentId);
    }

    /** Returns whether a poll at this time closes the payment instead of querying it. */
    public boolean closes(Instant now) {
        return closesAt != null && !closesAt.isAfter(now);
    }

    public @Nullable Instant closesAt() {
        return closesAt;
    }

    /** Returns when the gateway is polled next; null once the payment's end is certain. */
    public @Nullable Instant nextPollAt() {
        return nextPollAt;
    }

    /** Returns how often it was polled, answered or not. */
    public int polls() {
        return polls;
    }

    public @Nullable String lastAnswer() {
        return lastAnswer;
    }

    /** Returns the gateway's message in its last answer; null if it had none. */
    public @Nullable String lastDetail() {
        return lastDetail;
    }

    public @Nullable Instant lastAskedAt() {
        return lastAskedAt;
    }
}
