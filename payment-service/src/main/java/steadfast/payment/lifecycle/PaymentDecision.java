package steadfast.payment.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentEvent;

/** The decision about a signal to a payment. */
public sealed interface PaymentDecision {
    /**
     * The payment moves on.
     *
     * @param events published in the same transaction
     * @param then the gateway call to make once that transaction is committed; null for none
     */
    record Move(PaymentState next, List<PaymentEvent> events, @Nullable GatewayCall then)
            implements PaymentDecision {
        public Move {
            events = List.copyOf(events);
        }

        /** Creates a move without a following call. */
        public Move(PaymentState next, PaymentEvent... events) {
            this(next, List.of(events), null);
        }

        /** Returns whether events are published while the payment keeps its state. */
        public boolean staysIn(PaymentState state) {
            return then == null && next.equals(state);
        }
    }

    /** Nothing changes until the gateway was asked. */
    record Ask(GatewayCall call) implements PaymentDecision {}

    /**
     * Already known, and another service may have missed it: the last events are published again
     * with their IDs.
     */
    record Republish() implements PaymentDecision {}

    /** Already known, or outdated: nothing to do. */
    record Repeat() implements PaymentDecision {}

    /** Another signal must arrive first. */
    record TooEarly(String waitsFor) implements PaymentDecision {}

    /** The signal contradicts what we know: an alarm for a person. */
    record Contradiction(String what) implements PaymentDecision {}

    /** Returns the gateway call to make next; null for none. */
    default @Nullable GatewayCall gatewayCall() {
        return switch (this) {
            case Move move -> move.then();
            case Ask ask -> ask.call();
            case Republish again -> null;
            case Repeat repeat -> null;
            case TooEarly tooEarly -> null;
            case Contradiction contradiction -> null;
        };
    }
}
