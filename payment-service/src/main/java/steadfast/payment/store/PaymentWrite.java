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
    List<EventEnvelope> envelopes();

    /** The payment is new, or counts as new: on the same terms, and never sent. */
    record Open(Payment payment, List<EventEnvelope> envelopes) implements PaymentWrite {
        public Open {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** The payment is unchanged since this was decided. */
    record Change(Payment seen, Payment payment, List<EventEnvelope> envelopes)
            implements PaymentWrite {
        public Change {
            envelopes = List.copyOf(envelopes);
        }
    }
}
