package steadfast.payment.store;

import java.util.List;
import steadfast.events.kafka.EventEnvelope;
import steadfast.payment.lifecycle.Payment;

/**
 * A decided change. It names the row state that it is valid for, and the database checks whether
 * the row still has it.
 */
sealed interface PaymentWrite {

    /** Returns the payment after the change. */
    Payment payment();

    /** Returns the events published with the change; empty keeps the stored last events. */
    List<EventEnvelope> said();

    /** The payment is new, or counts as new: on the same terms, and never sent. */
    record Open(Payment payment, List<EventEnvelope> said) implements PaymentWrite {
        public Open {
            said = List.copyOf(said);
        }
    }

    /** The payment is unchanged since this was decided. */
    record Change(Payment seen, Payment payment, List<EventEnvelope> said) implements PaymentWrite {
        public Change {
            said = List.copyOf(said);
        }
    }
}
