package steadfast.payment.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentEvent;

/** What a signal means for a payment. */
public sealed interface PaymentDecision {
    /**
     * The payment moves on.
     *
     * @param events to be said in the same transaction
     * @param then what to ask the gateway once that transaction is committed; null for nothing
     */
    record Move(PaymentState next, List<PaymentEvent> events, @Nullable GatewayCall then)
            implements PaymentDecision {
        public Move {
            events = List.copyOf(events);
        }

        /** A move that ends there. */
        public Move(PaymentState next, PaymentEvent... events) {
            this(next, List.of(events), null);
        }

        /** Whether something is said, and the payment stands where it stood. */
        public boolean staysIn(PaymentState state) {
            return then == null && next.equals(state);
        }
    }

    /** Nothing changes before the gateway has been asked. */
    record Ask(GatewayCall call) implements PaymentDecision {}

    /** Known already, and somebody may have missed it: the last events again, with their IDs. */
    record SayAgain() implements PaymentDecision {}

    /** Known already, or overtaken: nothing to do. */
    record Repeat() implements PaymentDecision {}

    /** Something must happen first that is still on its way. */
    record TooEarly(String waitsFor) implements PaymentDecision {}

    /** It cannot be true together with what we know: an alarm, and a person looks. */
    record Contradiction(String what) implements PaymentDecision {}

    /** What the gateway is to be asked next; null for nothing. */
    default @Nullable GatewayCall gatewayCall() {
        return switch (this) {
            case Move move -> move.then();
            case Ask ask -> ask.call();
            case SayAgain again -> null;
            case Repeat repeat -> null;
            case TooEarly tooEarly -> null;
            case Contradiction contradiction -> null;
        };
    }
}
