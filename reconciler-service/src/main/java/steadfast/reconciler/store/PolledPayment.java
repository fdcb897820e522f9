package steadfast.reconciler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;

/** One round of paying that the gateway is asked about, or was. */
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

    /** Takes the next poll: whoever comes before the lease ends finds nothing to do. */
    void lease(Instant until) {
        nextPollAt = until.truncatedTo(ChronoUnit.MICROS);
    }

    public PaymentId paymentId() {
        return PaymentId.parse(paymentId);
    }

    /** Whether a poll at this moment closes the payment instead of asking about it. */
    public boolean closes(Instant now) {
        return closesAt != null && !closesAt.isAfter(now);
    }

    public @Nullable Instant closesAt() {
        return closesAt;
    }

    /** When the gateway is asked next; null once its end is certain. */
    public @Nullable Instant nextPollAt() {
        return nextPollAt;
    }

    /** How often it was asked, answered or not. */
    public int polls() {
        return polls;
    }

    public @Nullable String lastAnswer() {
        return lastAnswer;
    }

    /** The gateway's own words to the last answer; null if it had none. */
    public @Nullable String lastDetail() {
        return lastDetail;
    }

    public @Nullable Instant lastAskedAt() {
        return lastAskedAt;
    }
}
