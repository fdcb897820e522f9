package steadfast.payment.store;

import java.time.Instant;
import steadfast.payment.lifecycle.Payment;

/**
 * A payment with what only the table knows of it.
 *
 * @param status as the table names it
 * @param attempts calls made so far
 */
public record PaymentView(
        Payment payment, String status, int attempts, Instant createdAt, Instant updatedAt) {}
