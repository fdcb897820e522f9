package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;

/**
 * The one captured payment that pays for the order.
 *
 * @param sentBack other rounds that were also captured, and for which a refund was requested
 * @param late the policy that was applied because the order had ended before; null if it had not,
 *     or if a person decided without one
 */
public record Capture(
        PaymentId paymentId,
        Instant capturedAt,
        SortedSet<Integer> sentBack,
        @Nullable LatePaymentPolicy late) {

    public Capture {
        sentBack = Collections.unmodifiableSortedSet(new TreeSet<>(sentBack));
        if (sentBack.contains(paymentId.round())) {
            throw new IllegalArgumentException("the paying round cannot be sent back");
        }
    }

    /** The first capture of an order. */
    public static Capture of(PaymentId paymentId, Instant capturedAt) {
        return new Capture(paymentId, capturedAt, new TreeSet<>(), null);
    }

    /**
     * Returns this capture as one that came after the order's end and is handled by this policy.
     */
    Capture after(LatePaymentPolicy policy) {
        return new Capture(paymentId, capturedAt, sentBack, policy);
    }

    /** Returns this capture with one more round sent back. */
    public Capture sendingBack(int round) {
        TreeSet<Integer> more = new TreeSet<>(sentBack);
        more.add(round);
        return new Capture(paymentId, capturedAt, more, late);
    }
}
