package steadfast.order.lifecycle;

import steadfast.events.FulfillmentEvent;
import steadfast.events.OperationsEvent;
import steadfast.events.PaymentEvent;

/** Everything that can be said to an order after it was accepted. */
public sealed interface OrderSignal {

    /** payment-service said something of one of its rounds. */
    record FromPayment(PaymentEvent event) implements OrderSignal {}

    /** fulfillment-service said something of its cards. */
    record FromFulfillment(FulfillmentEvent event) implements OrderSignal {}

    /** The reconciler, or a person through it, said something. */
    record FromOperations(OperationsEvent event) implements OrderSignal {}

    /** The buyer wants out. */
    record CancelledByBuyer() implements OrderSignal {}

    /** The buyer wants to pay again: {@code round} is the round that this click starts. */
    record RetriedByBuyer(int round, String paymentMethod) implements OrderSignal {}

    /** The clock ticked; the order's time to live may have passed. */
    record TimeToLivePassed() implements OrderSignal {}
}
