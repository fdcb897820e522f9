package steadfast.system.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading.Claim;

/**
 * A callback as it travels: it may come never, or often.
 *
 * @param number counts notices in the order in which they were written
 * @param eventId the gateway's own; some use one for all that they say of a payment
 * @param amount null where the claim has none
 * @param signed whether the signature is good
 * @param at when it was written
 */
record Notice(
        long number,
        String gateway,
        String eventId,
        PaymentId paymentId,
        Claim claim,
        @Nullable Money amount,
        boolean signed,
        Instant at) {}
