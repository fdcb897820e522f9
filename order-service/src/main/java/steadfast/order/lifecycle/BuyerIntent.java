package steadfast.order.lifecycle;

/** What the buyer wants of a payment that may still be captured. */
public sealed interface BuyerIntent {

    /** To pay by it. */
    record Pay() implements BuyerIntent {}

    /** Out: the order ends when the payment is closed. */
    record Leave() implements BuyerIntent {}

    /** To pay another way: the next round starts when the payment is closed. */
    record PayBy(String paymentMethod) implements BuyerIntent {}
}
