package steadfast.payment.store;

import java.util.List;
import steadfast.events.wire.Said;
import steadfast.payment.lifecycle.Payment;

/**
 * A decided change that needs no look at the row: it names what the row must be for it to hold, and
 * the database finds out whether it is.
 */
sealed interface PaymentWrite {

    /** As it stands afterwards. */
    Payment payment();

    /** What is said with the change; empty leaves the last words as they are. */
    List<Said> said();

    /** The payment is new, or has never been sent. */
    record Open(Payment payment, List<Said> said) implements PaymentWrite {
        public Open {
            said = List.copyOf(said);
        }
    }

    /** The payment's call of this number is open, and ends like this. */
    record Answer(int openAttempt, Payment payment, List<Said> said) implements PaymentWrite {
        public Answer {
            said = List.copyOf(said);
        }
    }
}
