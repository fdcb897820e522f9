package steadfast.order.lifecycle;

import steadfast.events.FulfillmentEvent;
import steadfast.events.OperationsEvent;
import steadfast.events.PaymentEvent;

/** Everything that can happen to an order after it was accepted. */
public sealed interface OrderSignal {

    /** An event of payment-service about one of its rounds. */
    record FromPayment(PaymentEvent event) implements OrderSignal {}

    /** An event of fulfillment-service about its cards. */
    record FromFulfillment(FulfillmentEvent event) implements OrderSignal {}

    /** An event of the reconciler, or of a person through it. */
    record FromOperations(OperationsEvent event) implements OrderSignal {}

    /** The buyer cancels. */
    record CancelledByBuyer() implements OrderSignal {}

    /** The buyer wants to pay again: {@code round} is the round that this click starts. */
    record RetriedByBuyer(int round, String paymentMethod) implements OrderSignal {}

    /** The clock ticked; the order's time to live may have passed. */
    record TimeToLivePassed() implements OrderSignal {}
}
