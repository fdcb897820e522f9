package steadfast.payment.store;

import java.util.List;
import steadfast.events.wire.EventEnvelope;
import steadfast.payment.lifecycle.Payment;

/**
 * A decided change. It names what the row must be for it to hold, and the database finds out
 * whether it is.
 */
sealed interface PaymentWrite {

    /** As it stands afterwards. */
    Payment payment();

    /** What is said with the change; empty leaves the last words as they are. */
    List<EventEnvelope> said();

    /** The payment is new, or stands as a new one does: on the same terms, and never sent. */
    record Open(Payment payment, List<EventEnvelope> said) implements PaymentWrite {
        public Open {
            said = List.copyOf(said);
        }
    }

    /** The payment stands as it was seen when this was decided. */
    record Change(Payment seen, Payment payment, List<EventEnvelope> said) implements PaymentWrite {
        public Change {
            said = List.copyOf(said);
        }
    }
}
