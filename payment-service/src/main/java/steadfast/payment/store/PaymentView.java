package steadfast.payment.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Payment;

/**
 * A payment with the columns that only the tables have.
 *
 * @param status as stored in the table
 * @param attempts calls made so far
 * @param lastError null if the gateway gave none
 */
public record PaymentView(
        Payment payment,
        String status,
        int attempts,
        @Nullable LastError lastError,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * The gateway's own message for its last refusal, for operators only.
     *
     * @param operation the call that was refused: {@code CHARGE}, {@code QUERY}, {@code CANCEL} or
     *     {@code REFUND}
     * @param code the gateway's own
     * @param message the gateway's own
     * @param times how often a call was refused with an error so far
     */
    public record LastError(String operation, String code, String message, Instant at, int times) {}
}
